package io.callcenter.core;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Numbers as a list that never changes, without an object for each of them. */
final class LongList extends AbstractList<Long> implements RandomAccess {
    private static final LongList NONE = new LongList(new long[0]);

    private final long[] numbers;

    private LongList(long[] numbers) {
        this.numbers = numbers;
    }

    /** Copies them. */
    static List<Long> of(long[] numbers) {
        return numbers.length == 0 ? NONE : new LongList(numbers.clone());
    }

    /** Copies what may change. */
    static List<Long> copyOf(List<Long> numbers) {
        return numbers instanceof LongList
                ? numbers
                : of(numbers.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public Long get(int index) {
        return numbers[index];
    }

    @Override
    public int size() {
        return numbers.length;
    }
}
