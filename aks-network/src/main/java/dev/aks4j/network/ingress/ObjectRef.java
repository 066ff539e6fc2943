package dev.aks4j.network.ingress;

import java.util.Optional;

/**
 * An object that another one names.
 *
 * @param name its name
 * @param namespace its namespace, if that is another than the one of who names it
 */
record ObjectRef(String name, Optional<String> namespace) {

    @Override
    public String toString() {
        return namespace.map(there -> there + "/").orElse("") + name;
    }
}
