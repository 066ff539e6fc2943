package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what a Kubernetes storage class should be. Built by {@link DiskClass}, {@link FileClass} or {@link BlobClass}; it
 * belongs to no cluster until {@link #on} puts it on one. Immutable and thread-safe.
 */
public final class StorageClassSpec {

    private final String name;
    private final Driver driver;
    private final Map<String, String> parameters;
    private final ReclaimPolicy reclaimPolicy;
    private final BindingMode bindingMode;
    private final boolean expandable;
    private final boolean isDefault;
    private final Set<String> references;
    private final Set<String> said;
    private final List<String> mountOptions;
    private final List<String> zones;
    private final Map<String, String> labels;

    StorageClassSpec(ClassBuilder<?> builder) {
        name = builder.name;
        driver = builder.driver;
        parameters = Map.copyOf(builder.parameters);
        reclaimPolicy = builder.reclaimPolicy;
        bindingMode = builder.bindingMode;
        expandable = builder.expandable;
        isDefault = builder.isDefault;
        references = Set.copyOf(builder.references);
        said = Set.copyOf(builder.said);
        mountOptions = List.copyOf(builder.mountOptions);
        zones = List.copyOf(builder.zones);
        labels = Map.copyOf(builder.labels);
    }

    /** Returns this class as one that should exist on a cluster. */
    public Spec on(ClusterSpec cluster) {
        return on(cluster.id());
    }

    /** Returns this class as one that should exist on a cluster. */
    public Spec on(ResourceId cluster) {
        return new PlacedStorageClass(this, cluster);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the driver that makes the volumes, for example {@code disk.csi.azure.com}. */
    public String provisioner() {
        return driver.provisioner();
    }

    /** Returns the driver's parameters, by the names it gives them. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** Returns one of the driver's parameters; letter case does not count in its name. */
    public Optional<String> parameter(String key) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns what becomes of a volume when its claim goes away. */
    public ReclaimPolicy reclaimPolicy() {
        return reclaimPolicy;
    }

    /** Returns when a volume is made. */
    public BindingMode bindingMode() {
        return bindingMode;
    }

    /** Returns the places of the manifest that nobody said anything about. */
    Set<String> defaults() {
        return Stream.of("/reclaimPolicy", "/volumeBindingMode", "/allowVolumeExpansion")
                .filter(place -> !said.contains(place))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether volumes can grow. */
    public boolean isExpandable() {
        return expandable;
    }

    /** Returns whether claims that name no class get this one. */
    public boolean isDefault() {
        return isDefault;
    }

    /** Returns the options that volumes are mounted with. */
    public List<String> mountOptions() {
        return mountOptions;
    }

    /** Returns the zones that volumes are made in; empty for all. */
    public List<String> zones() {
        return zones;
    }

    /** Returns the labels of the class. */
    public Map<String, String> labels() {
        return labels;
    }

    Driver driver() {
        return driver;
    }

    /** Returns whether a parameter is an id that a typed call set, which gets the cluster's subscription. */
    boolean isReference(String key) {
        return references.contains(key);
    }

    boolean isTrue(String key) {
        return parameter(key)
                .filter(value ->
                        value.equalsIgnoreCase("true") || driver.parses(key) && DriverParameters.TRUE.contains(value))
                .isPresent();
    }

    boolean isFalse(String key) {
        return parameter(key)
                .filter(value ->
                        value.equalsIgnoreCase("false") || driver.parses(key) && DriverParameters.FALSE.contains(value))
                .isPresent();
    }

    /** Returns a parameter that says something; an empty one counts as missing. */
    Optional<String> said(String key) {
        return parameter(key).filter(value -> !value.isEmpty());
    }

    /** Returns the SKU as it was written, or the driver's default. */
    String sku() {
        return said("skuName")
                .or(() -> said("storageAccountType"))
                .orElse(
                        switch (driver) {
                            case DISK -> "StandardSSD_LRS";
                            case FILE ->
                                parameter("protocol").filter("nfs"::equals).isPresent()
                                        ? "Premium_LRS"
                                        : "Standard_LRS";
                            case BLOB -> "Standard_LRS";
                        });
    }

    /** Returns the parameters in order, for a document that reads the same each time. */
    Map<String, String> sorted() {
        return new TreeMap<>(parameters);
    }

    @Override
    public String toString() {
        return "storage class " + name;
    }
}
