//! Which part of a site a build makes: as it is told, or by what runs it.
//!
//! GitLab and others that take after it count nodes from 1 (`CI_NODE_INDEX`,
//! `CI_NODE_TOTAL`), Kubernetes the pods of an indexed job from 0
//! (`JOB_COMPLETION_INDEX`), Slurm the tasks of an array from where it is told
//! (`SLURM_ARRAY_TASK_ID`, `_MIN`, `_COUNT`).

use crate::build::part::Share;
use crate::cli::Trouble;
use crate::cli::shell::Shell;
use crate::diag::Language;

/// The most parts.
const MOST: u32 = 65_536;

/// The part that an option names.
pub fn share(text: &str, shell: &Shell) -> Result<Share, Trouble> {
    let variable = |name: &str| std::env::var(name).ok()?.trim().parse().ok();
    read(text, &variable).ok_or_else(|| {
        Trouble::Usage(match shell.language {
            Language::Chinese => format!(
                "--shard 不能是“{text}”：写第几份和共几份，如 3/16；只写 16 或 auto，要有 CI_NODE_INDEX、JOB_COMPLETION_INDEX 或 SLURM_ARRAY_TASK_ID 说是第几份"
            ),
            Language::English => format!(
                "--shard cannot be “{text}”: write which part of how many, such as 3/16; with 16 alone, or auto, CI_NODE_INDEX, JOB_COMPLETION_INDEX or SLURM_ARRAY_TASK_ID must say which"
            ),
        })
    })
}

/// The same, given the numbers of the environment.
fn read(text: &str, variable: &dyn Fn(&str) -> Option<u32>) -> Option<Share> {
    let from_one = |index: u32| index.checked_sub(1);
    let index = || {
        let task = || variable("SLURM_ARRAY_TASK_ID")?.checked_sub(variable("SLURM_ARRAY_TASK_MIN").unwrap_or(0));
        variable("CI_NODE_INDEX").map_or_else(|| variable("JOB_COMPLETION_INDEX").or_else(task), from_one)
    };
    let (index, count) = match text.split_once('/') {
        Some((index, count)) => (from_one(index.trim().parse().ok()?)?, count.trim().parse().ok()?),
        None if text == "auto" => (index()?, variable("CI_NODE_TOTAL").or_else(|| variable("SLURM_ARRAY_TASK_COUNT"))?),
        None => (index()?, text.trim().parse().ok()?),
    };
    (index < count && count <= MOST).then_some(Share { index, count })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::build::part::Share;

    #[test]
    fn the_part_is_named_or_found_in_the_environment() {
        let check = |text: &str, variables: &[(&str, u32)], expected: Option<(u32, u32)>| {
            let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
            let expected = expected.map(|(index, count)| Share { index, count });
            assert_eq!(read(text, &variable), expected, "{text} {variables:?}");
        };
        check("1/1", &[], Some((0, 1)));
        check("3/16", &[("CI_NODE_INDEX", 9)], Some((2, 16)));
        for wrong in ["0/4", "5/4", "1/0", "", "x", "1/65537", "4", "auto", "-1/4"] {
            check(wrong, &[], None);
        }
        check("auto", &[("CI_NODE_INDEX", 4), ("CI_NODE_TOTAL", 4)], Some((3, 4)));
        check("auto", &[("CI_NODE_INDEX", 0), ("CI_NODE_TOTAL", 4)], None);
        check("auto", &[("JOB_COMPLETION_INDEX", 1)], None);
        check("4", &[("JOB_COMPLETION_INDEX", 0)], Some((0, 4)));
        check("4", &[("JOB_COMPLETION_INDEX", 4)], None);
        let task = [("SLURM_ARRAY_TASK_ID", 12), ("SLURM_ARRAY_TASK_MIN", 10), ("SLURM_ARRAY_TASK_COUNT", 3)];
        check("auto", &task, Some((2, 3)));
        check("3", &task, Some((2, 3)));
    }
}
