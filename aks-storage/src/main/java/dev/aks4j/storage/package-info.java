/**
 * Storage classes, volume claims and snapshot classes for Azure's disk, file and blob drivers. {@link
 * dev.aks4j.storage.DiskClass} is the place to start.
 */
package dev.aks4j.storage;
