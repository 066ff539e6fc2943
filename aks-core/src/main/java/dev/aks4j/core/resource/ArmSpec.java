package dev.aks4j.core.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.group.TagRules;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what one Azure resource should be that is one document: below a resource group, or below another resource. A
 * subclass adds what is particular about its type and hands over its {@link ArmType}. Two specs are equal if they are of
 * one class and say the same about the same resource. Immutable and thread-safe.
 *
 * <pre>{@code
 * public final class WidgetSpec extends ArmSpec {
 *     private static final ArmType<WidgetSpec> TYPE = ArmType.<WidgetSpec>of(
 *                     "widget", "Contoso.Things/widgets", "2026-01-01")
 *             .document((widget, document) -> document.set("/properties/size", widget.size))
 *             .summary(widget -> widget.size + " wide")
 *             .fixed("/properties/size", "a widget keeps its size")
 *             .rules(WidgetRules.ALL)
 *             .build();
 *     private final int size;
 *
 *     private WidgetSpec(Builder builder) {
 *         super(builder);
 *         size = builder.size;
 *     }
 *
 *     public static Builder builder(String name, ResourceGroupSpec group) {
 *         return new Builder(name, group);
 *     }
 *
 *     @Override
 *     public ArmType<WidgetSpec> kind() {
 *         return TYPE;
 *     }
 *
 *     public static final class Builder extends ArmSpec.Tagged<WidgetSpec, Builder> {
 *         // what is particular, and: protected WidgetSpec create() { return new WidgetSpec(this); }
 *     }
 * }
 * }</pre>
 */
public abstract class ArmSpec implements Spec {

    private final String name;
    private final ResourceId parent;
    private final Optional<Region> region;
    private final Map<String, String> tags;
    private volatile @Nullable ArmDocument anywhere;

    /** Takes over what every resource has. */
    protected ArmSpec(Builder<?, ?> builder) {
        name = builder.name;
        parent = builder.parent;
        region = builder.region;
        tags = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(builder.tags));
    }

    /** Returns the resource's name. */
    public final String name() {
        return name;
    }

    /** Returns the resource's id, without a subscription unless the place that it lies in has one. */
    public final ResourceId id() {
        return kind().idOf(parent, name);
    }

    /** Returns the resource group, or the resource, that it lies in. */
    public final ResourceId parent() {
        return parent;
    }

    /** Returns the region; empty for what lies in another resource or is in no region. */
    public final Optional<Region> region() {
        return region;
    }

    /** Returns the Azure tags; empty for a type that has none. */
    public final Map<String, String> tags() {
        return tags;
    }

    @Override
    public final Address address() {
        return Address.azure(id());
    }

    @Override
    public abstract ArmType<?> kind();

    /** Returns the document that the spec declares wherever it is planned; made once, because a spec never changes. */
    final ArmDocument anywhere() {
        ArmDocument made = anywhere;
        if (made == null) {
            made = kind().anywhere(this);
            anywhere = made;
        }
        return made;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof ArmSpec spec
                && spec.getClass() == getClass()
                && spec.parent.equals(parent)
                && spec.name.equalsIgnoreCase(name)
                && spec.anywhere().toJson().equals(anywhere().toJson());
    }

    @Override
    public final int hashCode() {
        return Objects.hash(parent, name.toLowerCase(java.util.Locale.ROOT));
    }

    /** Returns the type and the name. */
    @Override
    public final String toString() {
        return kind().name() + " " + name;
    }

    /**
     * Builds a spec. Not thread-safe.
     *
     * @param <S> the spec
     * @param <B> the builder itself
     */
    public abstract static class Builder<S extends ArmSpec, B extends Builder<S, B>> {
        private final String name;
        private final ResourceId parent;
        private Optional<Region> region;
        private final Map<String, String> tags = new LinkedHashMap<>();

        /** Starts a resource in a resource group, and in its region. */
        protected Builder(String name, ResourceGroupSpec group) {
            this(name, group.id(), Optional.of(group.region()));
        }

        /** Starts a resource in a resource group, or below another resource, in a region or in none. */
        protected Builder(String name, ResourceId parent, Optional<Region> region) {
            this.name = Objects.requireNonNull(name);
            this.parent = Objects.requireNonNull(parent);
            this.region = Objects.requireNonNull(region);
        }

        /** Makes the spec; {@link #build} checks it. */
        protected abstract S create();

        /** Returns this builder. */
        @SuppressWarnings("unchecked") // a builder names itself as B: the contract of the type parameter
        protected final B self() {
            return (B) this;
        }

        /**
         * Builds the spec.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public final S build() {
            S spec = create();
            List<Problem> problems = new ArrayList<>(spec.kind().problems(spec));
            problems.addAll(Rule.all(TagRules.ALL, spec.tags()));
            InvalidSpecException.throwIfAny(spec.toString(), problems);
            return spec;
        }
    }

    /**
     * Builds a spec of a resource that has a region and tags. Not thread-safe.
     *
     * @param <S> the spec
     * @param <B> the builder itself
     */
    public abstract static class Tagged<S extends ArmSpec, B extends Tagged<S, B>> extends Builder<S, B> {

        /** Starts a resource in a resource group, and in its region. */
        protected Tagged(String name, ResourceGroupSpec group) {
            super(name, group);
        }

        /** Starts a resource in a resource group, or below another resource, in a region or in none. */
        protected Tagged(String name, ResourceId parent, Optional<Region> region) {
            super(name, parent, region);
        }

        /** Sets the region. Default: the group's. */
        public final B region(Region value) {
            super.region = Optional.of(value);
            return self();
        }

        /** Adds an Azure tag. */
        public final B tag(String key, String value) {
            super.tags.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
            return self();
        }

        /** Adds Azure tags. */
        public final B tags(Map<String, String> more) {
            more.forEach(this::tag);
            return self();
        }
    }
}
