//! A tree as a flat list in reading order: each node knows its depth and where its subtree ends.

/// One node of an [`Outline`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<T> {
    /// 0 is outermost.
    pub depth: usize,
    /// One past the last node below this one.
    pub end: usize,
    /// What the node holds.
    pub value: T,
}

/// A forest in pre-order. Invariant: for node `i`, `i < end ≤ len`, and every node in `i+1..end`
/// is deeper than node `i`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline<T> {
    nodes: Vec<Node<T>>,
}

impl<T> Default for Outline<T> {
    fn default() -> Self {
        Outline { nodes: Vec::new() }
    }
}

impl<T> Outline<T> {
    /// Builds the outline from values with depths in reading order. A depth that skips levels is
    /// pulled up to one below its predecessor.
    #[must_use]
    pub fn from_depths(values: impl IntoIterator<Item = (usize, T)>) -> Self {
        let mut nodes: Vec<Node<T>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (depth, value) in values {
            let depth = depth.min(open.len());
            let here = nodes.len();
            for closed in open.drain(depth..) {
                if let Some(node) = nodes.get_mut(closed) {
                    node.end = here;
                }
            }
            open.push(here);
            nodes.push(Node {
                depth,
                end: here + 1,
                value,
            });
        }
        let len = nodes.len();
        for index in open {
            if let Some(node) = nodes.get_mut(index) {
                node.end = len;
            }
        }
        Outline { nodes }
    }

    /// All nodes in reading order.
    #[must_use]
    pub fn nodes(&self) -> &[Node<T>] {
        &self.nodes
    }

    /// The node at an index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Node<T>> {
        self.nodes.get(index)
    }

    /// Index of the node this one is directly below.
    #[must_use]
    pub fn parent(&self, index: usize) -> Option<usize> {
        let depth = self.nodes.get(index)?.depth;
        (0..index).rev().find(|&candidate| {
            self.nodes
                .get(candidate)
                .is_some_and(|node| node.depth < depth)
        })
    }

    /// Whether the node has nodes below it.
    #[must_use]
    pub fn has_children(&self, index: usize) -> bool {
        self.nodes
            .get(index)
            .is_some_and(|node| node.end > index + 1)
    }

    /// Indexes of the nodes directly below this one.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> {
        let (depth, end) = self
            .nodes
            .get(index)
            .map_or((0, index), |node| (node.depth, node.end));
        (index + 1..end).filter(move |&child| {
            self.nodes
                .get(child)
                .is_some_and(|node| node.depth == depth + 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtrees_end_where_the_next_sibling_begins() {
        let outline = Outline::from_depths([(0, "206"), (1, "20601"), (2, "2060101"), (0, "208")]);
        let ends: Vec<_> = outline.nodes().iter().map(|node| node.end).collect();
        assert_eq!(ends, [3, 3, 3, 4]);
        assert_eq!(outline.parent(2), Some(1));
        assert_eq!(outline.children(0).collect::<Vec<_>>(), [1]);
        assert!(!outline.has_children(3));
    }

    #[test]
    fn a_skipped_level_is_pulled_up() {
        let outline = Outline::from_depths([(0, "a"), (5, "b")]);
        assert_eq!(outline.get(1).map(|node| node.depth), Some(1));
    }
}
