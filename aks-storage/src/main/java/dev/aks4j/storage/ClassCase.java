package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;
import java.util.Optional;

/**
 * A storage class in its plan: what rules look at that need the cluster or the other classes.
 *
 * @param spec the class on its cluster
 * @param scope the plan
 */
record ClassCase(PlacedStorageClass spec, Scope scope) {

    StorageClassSpec storageClass() {
        return spec.storageClass();
    }

    /** Returns the cluster, if it is part of the plan. */
    Optional<ClusterSpec> cluster() {
        return scope.spec(spec.cluster()).filter(ClusterSpec.class::isInstance).map(ClusterSpec.class::cast);
    }

    /** Returns the storage classes that the plan puts on the same cluster, this one included. */
    List<StorageClassSpec> neighbours() {
        return scope.specs().stream()
                .filter(PlacedStorageClass.class::isInstance)
                .map(PlacedStorageClass.class::cast)
                .filter(other -> scope.id(other.cluster()).equals(scope.id(spec.cluster())))
                .map(PlacedStorageClass::storageClass)
                .toList();
    }

    String path() {
        return "storageClasses." + storageClass().name();
    }
}
