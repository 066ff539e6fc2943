package dev.aks4j.core.internal.cluster.api;

import dev.aks4j.core.model.AksApiVersion;
import java.util.Optional;

/**
 * One place of a resource's document, as the API's definitions have it. Immutable.
 *
 * @param place the names of objects after slashes, {@code []} for the elements of a list, {@code *} for any key of a map
 * @param type {@code object}, {@code list}, {@code map}, {@code string}, {@code boolean}, {@code integer}, {@code number},
 *     {@code datetime}, {@code date}, {@code enum:} and a name, or one of these and {@code []}
 * @param access {@code r}, {@code w} or both
 * @param since the first version that knows it
 * @param writableSince the first version in which it can be written, if there is one
 */
public record ApiProperty(
        String place, String type, String access, AksApiVersion since, Optional<AksApiVersion> writableSince) {

    /** Returns whether the place holds a value and not an object, a map or a list of objects. */
    public boolean isLeaf() {
        return !type.equals("object") && !type.equals("map") && !type.equals("list");
    }

    /** Returns whether a version lets one write it. */
    public boolean isWritable(AksApiVersion version) {
        return writableSince.map(version::isAtLeast).orElse(false);
    }

    /** Returns the last name of the place, without what says that it is a list. */
    String name() {
        return place.substring(place.lastIndexOf('/') + 1).replace("[]", "");
    }
}
