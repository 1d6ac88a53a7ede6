package io.callcenter.core.rules;

/**
 * An ordered set that knows how many of its keys come before a given one; adding, removing and ranking cost O(log n) on average.
 *
 * <p>A treap: its shape follows from numbers drawn by a fixed rule, so that equal input gives an equal tree.
 *
 * @param <K> keys in their natural order
 */
final class RankTree<K extends Comparable<K>> {
    private static final class Node<K> {
        final K key;
        final long weight;
        Node<K> left;
        Node<K> right;
        int size = 1;

        Node(K key, long weight) {
            this.key = key;
            this.weight = weight;
        }

        Node<K> resized() {
            size = 1 + sizeOf(left) + sizeOf(right);
            return this;
        }
    }

    private Node<K> root;
    private long seed;

    int size() {
        return sizeOf(root);
    }

    /** Adds a key that is not there yet. */
    void add(K key) {
        root = add(root, new Node<>(key, nextWeight()));
    }

    /** Takes a key out; nothing happens when it is not there. */
    void remove(K key) {
        root = remove(root, key);
    }

    /** The number of keys that come before this one, whether it is there or not. */
    int rank(K key) {
        int before = 0;
        Node<K> at = root;
        while (at != null) {
            if (key.compareTo(at.key) <= 0) {
                at = at.left;
            } else {
                before += sizeOf(at.left) + 1;
                at = at.right;
            }
        }
        return before;
    }

    private Node<K> add(Node<K> at, Node<K> node) {
        if (at == null) {
            return node;
        }
        if (Long.compareUnsigned(node.weight, at.weight) > 0) {
            split(at, node);
            return node.resized();
        }
        if (node.key.compareTo(at.key) < 0) {
            at.left = add(at.left, node);
        } else {
            at.right = add(at.right, node);
        }
        return at.resized();
    }

    /** Hangs what is before and after the node's key on its two sides. */
    private void split(Node<K> at, Node<K> node) {
        if (at == null) {
            node.left = null;
            node.right = null;
        } else if (at.key.compareTo(node.key) < 0) {
            split(at.right, node);
            at.right = node.left;
            node.left = at.resized();
        } else {
            split(at.left, node);
            at.left = node.right;
            node.right = at.resized();
        }
    }

    private Node<K> remove(Node<K> at, K key) {
        if (at == null) {
            return null;
        }
        int order = key.compareTo(at.key);
        if (order == 0) {
            return merge(at.left, at.right);
        }
        if (order < 0) {
            at.left = remove(at.left, key);
        } else {
            at.right = remove(at.right, key);
        }
        return at.resized();
    }

    private Node<K> merge(Node<K> before, Node<K> after) {
        if (before == null) {
            return after;
        }
        if (after == null) {
            return before;
        }
        if (Long.compareUnsigned(before.weight, after.weight) > 0) {
            before.right = merge(before.right, after);
            return before.resized();
        }
        after.left = merge(before, after.left);
        return after.resized();
    }

    /** SplitMix64: well spread, and the same in each run. */
    private long nextWeight() {
        seed += 0x9E3779B97F4A7C15L;
        long z = seed;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static int sizeOf(Node<?> node) {
        return node == null ? 0 : node.size;
    }
}
