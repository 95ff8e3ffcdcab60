//! S04: addresses that may be a person's: mail, QQ, the telephone at home.

use crate::check::private_number::report;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::personal::Kind;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7904",
        name: "private-contact",
        severity: Severity::Warning,
        message: Words {
            zh: "“{number}”是{kind}，也许是个人的，文中共 {count} 处",
            en: "“{number}” is {kind}, perhaps a person's; {count} in this file",
        },
        help: Words {
            zh: "是个人的，公开的总结里请删去；是单位的，写明单位",
            en: "delete it if it is a person's; if it is an office's, say which",
        },
    },
    group: Group::Privacy,
    about: Words {
        zh: "电子邮箱、QQ号，和写明是家里的固定电话（家庭电话、住宅电话），也许是个人的联系方式，提醒核对。引文里的也算。单位的固定电话，写明是编辑部、办公室等单位的、征稿报名的、咨询投诉的邮箱，info@、office@ 开头的邮箱，QQ群次数，网址里的，不算。每类一个文件报一次，报告里只显示头尾几位。",
        en: "Mail addresses, QQ numbers and land lines that are said to be of a home (家庭电话) may be a person's and are to be looked at, in quotations too. Land lines of offices, addresses that are said to be of an editorial or other office, for contributions or complaints, addresses such as info@ and office@, and what stands in a web address are left alone. Each kind is reported once a file, with its middle hidden.",
    },
    wrong: "材料发至zhangsan@hospital.cn，月底截止。\n",
    right: "编辑部邮箱：bjb@hospital.cn，监督电话：010-12345678，办公室电话：010-12345679。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    report(subject, &CHECK.rule, &[Kind::LandLine, Kind::Mail, Kind::Qq], findings);
}
