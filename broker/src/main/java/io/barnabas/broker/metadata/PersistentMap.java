// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable hash map whose updates share all but one path with the map they came from, so that a cluster with many thousand
 * topics gets a new image in microseconds and readers never see a change.
 *
 * <p>A hash trie: each node takes five bits of the hash and keeps only the slots that are filled. Full collisions of the hash end
 * in a {@link Collision} below the last level.
 */
final class PersistentMap<K, V> implements Iterable<PersistentMap.Entry<K, V>> {
    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null, 0);
    private static final int BITS = 5;

    private final @Nullable Node root;
    private final int size;

    private PersistentMap(@Nullable Node root, int size) {
        this.root = root;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // an empty map holds no key and no value
    static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @SuppressWarnings("unchecked") // only put() makes entries, with this map's types
    @Nullable
    V get(Object key) {
        int hash = spread(key);
        Node node = root;
        for (int shift = 0; node != null; shift += BITS) {
            if (node instanceof Entry<?, ?> entry) {
                return entry.key.equals(key) ? (V) entry.value : null;
            }
            if (node instanceof Collision collision) {
                int at = collision.indexOf(key);
                return at < 0 ? null : (V) collision.entries[at].value;
            }
            node = ((Branch) node).child(hash, shift);
        }
        return null;
    }

    V getOrDefault(Object key, V fallback) {
        V value = get(key);
        return value == null ? fallback : value;
    }

    boolean containsKey(Object key) {
        return get(key) != null;
    }

    PersistentMap<K, V> put(K key, V value) {
        Entry<K, V> entry = new Entry<>(key, value);
        if (root == null) {
            return new PersistentMap<>(entry, 1);
        }
        boolean grows = !containsKey(key);
        return new PersistentMap<>(put(root, entry, spread(key), 0), grows ? size + 1 : size);
    }

    PersistentMap<K, V> remove(Object key) {
        if (root == null || !containsKey(key)) {
            return this;
        }
        return size == 1 ? empty() : new PersistentMap<>(remove(root, key, spread(key), 0), size - 1);
    }

    private static Node put(Node node, Entry<?, ?> entry, int hash, int shift) {
        if (node instanceof Entry<?, ?> other) {
            return other.key.equals(entry.key) ? entry : join(other, spread(other.key), entry, hash, shift);
        }
        if (node instanceof Collision collision) {
            return collision.with(entry);
        }
        Branch branch = (Branch) node;
        Node child = branch.child(hash, shift);
        return branch.with(hash, shift, child == null ? entry : put(child, entry, hash, shift + BITS));
    }

    private static Node join(Entry<?, ?> a, int hashOfA, Entry<?, ?> b, int hashOfB, int shift) {
        if (shift >= Integer.SIZE) {
            return new Collision(new Entry<?, ?>[] {a, b});
        }
        Branch branch = new Branch(0, new Node[0]);
        if (slot(hashOfA, shift) == slot(hashOfB, shift)) {
            return branch.with(hashOfA, shift, join(a, hashOfA, b, hashOfB, shift + BITS));
        }
        return branch.with(hashOfA, shift, a).with(hashOfB, shift, b);
    }

    private static @Nullable Node remove(Node node, Object key, int hash, int shift) {
        if (node instanceof Entry) {
            return null;
        }
        if (node instanceof Collision collision) {
            return collision.without(key);
        }
        Branch branch = (Branch) node;
        Node left = remove(Objects.requireNonNull(branch.child(hash, shift)), key, hash, shift + BITS);
        return left == null ? branch.without(hash, shift) : branch.with(hash, shift, left);
    }

    private static int spread(Object key) {
        int hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }

    private static int slot(int hash, int shift) {
        return (hash >>> shift) & ((1 << BITS) - 1);
    }

    /** In no particular order. */
    @Override
    public Iterator<Entry<K, V>> iterator() {
        return new Entries<>(root);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof PersistentMap<?, ?> map) || map.size != size) {
            return false;
        }
        for (Entry<K, V> entry : this) {
            if (!entry.value.equals(map.get(entry.key))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (Entry<K, V> entry : this) {
            sum += entry.key.hashCode() ^ entry.value.hashCode();
        }
        return sum;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (Entry<K, V> entry : this) {
            text.append(text.length() > 1 ? ", " : "")
                    .append(entry.key)
                    .append('=')
                    .append(entry.value);
        }
        return text.append('}').toString();
    }

    private sealed interface Node permits Entry, Branch, Collision {}

    static final class Entry<K, V> implements Node {
        private final K key;
        private final V value;

        private Entry(K key, V value) {
            this.key = Objects.requireNonNull(key);
            this.value = Objects.requireNonNull(value);
        }

        K key() {
            return key;
        }

        V value() {
            return value;
        }
    }

    private static final class Branch implements Node {
        private final int filled;
        private final Node[] children;

        Branch(int filled, Node[] children) {
            this.filled = filled;
            this.children = children;
        }

        @Nullable
        Node child(int hash, int shift) {
            int bit = 1 << slot(hash, shift);
            return (filled & bit) == 0 ? null : children[indexOf(bit)];
        }

        Branch with(int hash, int shift, Node child) {
            int bit = 1 << slot(hash, shift);
            int at = indexOf(bit);
            if ((filled & bit) != 0) {
                Node[] copy = children.clone();
                copy[at] = child;
                return new Branch(filled, copy);
            }
            Node[] copy = new Node[children.length + 1];
            System.arraycopy(children, 0, copy, 0, at);
            copy[at] = child;
            System.arraycopy(children, at, copy, at + 1, children.length - at);
            return new Branch(filled | bit, copy);
        }

        @Nullable
        Branch without(int hash, int shift) {
            int bit = 1 << slot(hash, shift);
            if (filled == bit) {
                return null;
            }
            int at = indexOf(bit);
            Node[] copy = new Node[children.length - 1];
            System.arraycopy(children, 0, copy, 0, at);
            System.arraycopy(children, at + 1, copy, at, copy.length - at);
            return new Branch(filled ^ bit, copy);
        }

        private int indexOf(int bit) {
            return Integer.bitCount(filled & (bit - 1));
        }
    }

    private static final class Collision implements Node {
        private final Entry<?, ?>[] entries;

        Collision(Entry<?, ?>[] entries) {
            this.entries = entries;
        }

        int indexOf(Object key) {
            for (int i = 0; i < entries.length; i++) {
                if (entries[i].key.equals(key)) {
                    return i;
                }
            }
            return -1;
        }

        Collision with(Entry<?, ?> entry) {
            int at = indexOf(entry.key);
            Entry<?, ?>[] copy = Arrays.copyOf(entries, at < 0 ? entries.length + 1 : entries.length);
            copy[at < 0 ? entries.length : at] = entry;
            return new Collision(copy);
        }

        Node without(Object key) {
            int at = indexOf(key);
            if (entries.length == 2) {
                return entries[1 - at];
            }
            Entry<?, ?>[] copy = Arrays.copyOf(entries, entries.length - 1);
            System.arraycopy(entries, at + 1, copy, at, copy.length - at);
            return new Collision(copy);
        }
    }

    private static final class Entries<K, V> implements Iterator<Entry<K, V>> {
        private final Deque<Node> todo = new ArrayDeque<>();

        Entries(@Nullable Node root) {
            if (root != null) {
                todo.push(root);
            }
        }

        @Override
        public boolean hasNext() {
            return !todo.isEmpty();
        }

        @Override
        @SuppressWarnings("unchecked") // only put() makes entries, with this map's types
        public Entry<K, V> next() {
            while (!todo.isEmpty()) {
                Node node = todo.pop();
                if (node instanceof Entry<?, ?> entry) {
                    return (Entry<K, V>) entry;
                }
                for (Node child : node instanceof Branch branch ? branch.children : ((Collision) node).entries) {
                    todo.push(child);
                }
            }
            throw new NoSuchElementException();
        }
    }
}
