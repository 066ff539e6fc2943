package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Where a resource may exist already under another name, for types of which Azure keeps only one with the same content. A
 * plan looks there before it would create the resource. Immutable and thread-safe, if the predicate is.
 *
 * @param below the resource below which resources of the type are listed, with its subscription
 * @param type the type, with its provider where it begins a new one
 * @param filter Azure's {@code $filter} for the list; empty for all of them
 * @param same whether a live document, the second, is the one of which Azure keeps only one with what is declared, the
 *     first; late values of the declared one are filled in
 */
public record Twins(ResourceId below, String type, Optional<String> filter, BiPredicate<Json, Json> same) {

    /** Checks that nothing is missing. */
    public Twins {
        Objects.requireNonNull(below);
        Objects.requireNonNull(type);
        Objects.requireNonNull(filter);
        Objects.requireNonNull(same);
    }
}
