package dev.aks4j.simulated.azure.internal.plain;

/**
 * A type of resources that are their JSON. Immutable.
 *
 * @param name the type without its namespace, such as {@code disks} or {@code storageAccounts/blobServices/containers}
 * @param manner how its writes are answered
 * @param tracked whether it has a location of its own, as everything has that lies in a group and not in a resource
 * @param shape what is particular about it
 */
public record PlainType(String name, Manner manner, boolean tracked, ResourceShape shape) {

    /** Returns a type that lies in a group. */
    public static PlainType of(String name, Manner manner, ResourceShape shape) {
        return new PlainType(name, manner, true, shape);
    }

    /** Returns a type that lies in another resource. */
    public static PlainType child(String name, Manner manner, ResourceShape shape) {
        return new PlainType(name, manner, false, shape);
    }
}
