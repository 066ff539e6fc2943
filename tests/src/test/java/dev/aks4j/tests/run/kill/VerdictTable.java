package dev.aks4j.tests.run.kill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts verdicts. */
final class VerdictTable {

    private VerdictTable() {}

    /**
     * Returns the table.
     *
     * @param seconds how long all of it took
     */
    static String of(List<Row> rows, long seconds) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            String group = row.story() + ", at " + row.kill().kind();
            groups.computeIfAbsent(group, name -> new ArrayList<>()).add(row);
        }
        groups.put("all", rows);
        StringBuilder table = new StringBuilder(String.format(
                "%-44s%8s%12s%14s%18s%12s%8s%16s%n",
                "killed",
                "cells",
                "resumed",
                "not started",
                "already finished",
                "unharmed",
                "wrong",
                "seconds a cell"));
        groups.forEach((name, group) -> table.append(String.format(
                Locale.ROOT,
                "%-44s%8d%12d%14d%18d%12d%8d%16.1f%n",
                name,
                group.size(),
                count(group, Verdict.RESUMED),
                count(group, Verdict.NOT_STARTED),
                count(group, Verdict.ALREADY_FINISHED),
                count(group, Verdict.UNHARMED),
                count(group, Verdict.WRONG),
                group.stream().mapToLong(Row::millis).average().orElse(0) / 1000)));
        table.append("all of it took ").append(seconds).append(" s");
        rows.stream()
                .filter(row -> row.verdict() == Verdict.WRONG)
                .forEach(row -> table.append('\n').append(row));
        return table.toString();
    }

    private static long count(List<Row> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }
}
