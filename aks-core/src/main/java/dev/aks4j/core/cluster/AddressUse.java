package dev.aks4j.core.cluster;

import dev.aks4j.core.model.Cidr;

/**
 * How much of one address range a cluster can come to use. Immutable.
 *
 * @param label what the range is for, for example {@code subnet nodes}
 * @param range the range
 * @param used the most that the cluster can use
 * @param available how many there are
 * @param unit what is counted, for example {@code addresses} or {@code node blocks}
 * @param room how many more nodes fit
 */
public record AddressUse(String label, Cidr range, long used, long available, String unit, long room) {}
