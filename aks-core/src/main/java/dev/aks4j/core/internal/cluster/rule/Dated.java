package dev.aks4j.core.internal.cluster.rule;

import java.time.LocalDate;

/**
 * Something seen on a day, for rules whose answer changes with time.
 *
 * @param subject what is seen
 * @param today the day, in UTC
 * @param <T> type of the subject
 */
public record Dated<T>(T subject, LocalDate today) {}
