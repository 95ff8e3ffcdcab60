//! Work: the same for many, on as many threads as there are.

use rayon::prelude::*;

/// Calls for each number below `count`, each thread with a value of its own;
/// what came of them, in order.
///
/// A thread that already works for rayon does it all alone: while it waited for
/// others it might be given work that waits for this.
pub fn each<V, T: Send>(
    count: usize,
    own: impl Fn() -> V + Sync + Send,
    make: impl Fn(&mut V, usize) -> T + Sync + Send,
) -> Vec<T> {
    if rayon::current_thread_index().is_some() {
        let mut value = own();
        return (0..count).map(|number| make(&mut value, number)).collect();
    }
    (0..count).into_par_iter().map_init(own, make).collect()
}
