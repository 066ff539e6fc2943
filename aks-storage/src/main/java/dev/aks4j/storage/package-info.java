/**
 * Storage classes, volume claims and snapshot classes for Azure's disk, file and blob drivers. {@link
 * dev.aks4j.storage.DiskClass} is the place to start.
 *
 * <p>Come here when you declare storage classes, claims or snapshots.
 */
@NullMarked
package dev.aks4j.storage;

import org.jspecify.annotations.NullMarked;
