package dev.aks4j.network.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Ports as security rules write them: {@code *}, {@code 443}, {@code 30000-32767}. */
final class PortRanges {

    private record Span(int first, int last) {}

    private final List<Span> spans;

    private PortRanges(List<Span> spans) {
        this.spans = spans;
    }

    static PortRanges of(List<String> texts) {
        List<Span> spans = new ArrayList<>();
        texts.forEach(text -> read(text).ifPresent(spans::add));
        spans.sort(Comparator.comparing(Span::first));
        return new PortRanges(spans);
    }

    static boolean isPorts(String text) {
        return read(text).isPresent();
    }

    private static Optional<Span> read(String text) {
        if (text.equals("*")) {
            return Optional.of(new Span(0, 65_535));
        }
        if (!text.matches("\\d{1,5}(-\\d{1,5})?")) {
            return Optional.empty();
        }
        String[] ends = text.split("-");
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        return first <= last && last <= 65_535 ? Optional.of(new Span(first, last)) : Optional.empty();
    }

    /** Returns these ports, cut where spans of others begin and end. */
    List<String> cut(List<PortRanges> others) {
        TreeSet<Integer> begins = new TreeSet<>();
        others.forEach(other -> other.spans.forEach(span -> {
            begins.add(span.first);
            begins.add(span.last + 1);
        }));
        List<String> parts = new ArrayList<>();
        for (Span span : spans) {
            int first = span.first;
            for (int begin : begins.subSet(span.first + 1, span.last + 1)) {
                parts.add(first + "-" + (begin - 1));
                first = begin;
            }
            parts.add(first + "-" + span.last);
        }
        return parts;
    }

    /** Whether every port of the other is one of these. */
    boolean covers(PortRanges other) {
        return other.spans.stream().allMatch(this::covers);
    }

    private boolean covers(Span wanted) {
        int next = wanted.first;
        for (Span span : spans) {
            if (span.first <= next && span.last >= next) {
                next = span.last + 1;
            }
        }
        return next > wanted.last;
    }

    boolean meets(PortRanges other) {
        return spans.stream()
                .anyMatch(one -> other.spans.stream().anyMatch(two -> one.first <= two.last && two.first <= one.last));
    }
}
