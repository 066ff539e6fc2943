package dev.aks4j.storage;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the builders of all storage classes have in common. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ClassBuilder<B extends ClassBuilder<B>> permits DiskClass.Builder, AccountClassBuilder {

    final String name;
    final Driver driver;
    final Map<String, String> parameters = new LinkedHashMap<>();
    ReclaimPolicy reclaimPolicy = ReclaimPolicy.DELETE;
    BindingMode bindingMode;
    boolean expandable = true;
    boolean isDefault;
    final Set<String> references = new LinkedHashSet<>();
    final Set<String> said = new LinkedHashSet<>();
    final List<String> mountOptions = new ArrayList<>();
    final List<String> zones = new ArrayList<>();
    final Map<String, String> labels = new LinkedHashMap<>();

    ClassBuilder(String name, Driver driver, BindingMode bindingMode) {
        this.name = Objects.requireNonNull(name);
        this.driver = driver;
        this.bindingMode = bindingMode;
    }

    abstract B self();

    /** Sets a parameter of the driver that this builder has no method for. The driver's own rules apply to it. */
    public B parameter(String key, String value) {
        parameters.keySet().removeIf(key::equalsIgnoreCase);
        references.removeIf(key::equalsIgnoreCase);
        parameters.put(key, Objects.requireNonNull(value));
        return self();
    }

    B set(String key, Object value) {
        return parameter(key, value.toString());
    }

    /** Sets a parameter to an id, which gets the cluster's subscription if it has none. */
    B reference(String key, ResourceId id) {
        set(key, id);
        references.add(key);
        return self();
    }

    /** Sets what becomes of a volume when its claim goes away. Default: {@link ReclaimPolicy#DELETE}. */
    public B reclaimPolicy(ReclaimPolicy policy) {
        reclaimPolicy = policy;
        said.add("/reclaimPolicy");
        return self();
    }

    /** Sets when a volume is made. */
    public B bindingMode(BindingMode mode) {
        bindingMode = mode;
        said.add("/volumeBindingMode");
        return self();
    }

    /** Keeps volumes at the size they were made with. */
    public B notExpandable() {
        expandable = false;
        said.add("/allowVolumeExpansion");
        return self();
    }

    /** Gives this class to claims that name none. AKS makes a class {@code default} that does so, too. */
    public B asDefault() {
        isDefault = true;
        return self();
    }

    /** Adds options that volumes are mounted with. */
    public B mountOptions(String... options) {
        mountOptions.addAll(List.of(options));
        return self();
    }

    /** Adds a label to the class. */
    public B label(String key, String value) {
        labels.put(key, value);
        return self();
    }

    /** Makes volumes in another resource group than that of the nodes; the cluster's identity needs rights there. */
    public B resourceGroup(String group) {
        return set("resourceGroup", group);
    }

    /** Makes volumes in another subscription; needs {@link #resourceGroup}. */
    public B subscription(String subscriptionId) {
        return set("subscriptionID", subscriptionId);
    }

    /** Makes volumes in another region than the cluster's. */
    public B location(String region) {
        return set("location", region);
    }

    /** Sets from where what the driver makes can be reached over public networks. Default for disks: from nowhere. */
    public B publicNetworkAccess(PublicNetworkAccess access) {
        return set("publicNetworkAccess", access);
    }

    /** Keeps what the driver makes from being reached over public networks. */
    public B noPublicNetworkAccess() {
        return publicNetworkAccess(PublicNetworkAccess.DISABLED);
    }

    /**
     * Names a secret that Kubernetes hands to the driver for one of its steps. {@code ${pvc.namespace}} and the like are
     * filled in by Kubernetes.
     */
    public B driverSecret(DriverSecret step, String secret, String namespace) {
        set(step.key() + "-name", secret);
        return set(step.key() + "-namespace", namespace);
    }

    /** Sets the Azure tags of what the driver makes. Where a value holds a comma, another text separates them. */
    public B tags(Map<String, String> tags) {
        Optional<String> delimiter = Parameters.delimiter(tags.values());
        delimiter.ifPresent(text -> set("tagValueDelimiter", text));
        return set(
                "tags",
                new TreeMap<>(tags)
                        .entrySet().stream()
                                .map(tag -> tag.getKey() + "=" + tag.getValue())
                                .collect(Collectors.joining(delimiter.orElse(","))));
    }

    /**
     * Builds the class.
     *
     * @throws InvalidSpecException if it breaks a rule; carries every problem
     */
    public StorageClassSpec build() {
        StorageClassSpec spec = new StorageClassSpec(this);
        InvalidSpecException.throwIfAny(spec.toString(), Rule.all(StorageRules.of(driver), spec));
        return spec;
    }
}
