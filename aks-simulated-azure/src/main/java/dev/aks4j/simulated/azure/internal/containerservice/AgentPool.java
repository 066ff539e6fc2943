package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.compute.MachineCount;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A node pool: what was asked for, and the nodes it has. Guarded by the simulator's lock. */
public final class AgentPool {

    private final String name;
    private ObjectNode properties;
    private String state = "Creating";
    private String etag;
    private String currentVersion;
    private String image;
    private Optional<Used> previous = Optional.empty();

    /** How long a pool can go back to the version and image that it had before an upgrade. */
    private static final Duration WAY_BACK = Duration.ofDays(7);

    /** What a pool's nodes had until an upgrade. */
    record Used(String version, String image, Instant until) {}

    private final List<Instance> instances = new ArrayList<>();
    private int created;

    /**
     * One machine. Immutable.
     *
     * @param number its number in the scale set
     * @param zone its zone
     * @param version its kubelet's version
     * @param image its image
     * @param address its place in the subnet, counted from the first usable address
     * @param setAside whether an upgrade left it as it was, because it could not be drained
     * @param size the size of the machine
     */
    record Instance(
            int number,
            Optional<String> zone,
            String version,
            String image,
            int address,
            boolean setAside,
            String size) {}

    AgentPool(String name, ObjectNode properties, String currentVersion, String image, String etag) {
        this.name = name;
        this.properties = properties;
        this.currentVersion = currentVersion;
        this.image = image;
        this.etag = etag;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the live properties, defaults included, without states. */
    public ObjectNode properties() {
        return properties;
    }

    void properties(ObjectNode desired, String newEtag) {
        properties = desired;
        etag = newEtag;
    }

    /** Returns the provisioning state. */
    public String state() {
        return state;
    }

    void state(String newState) {
        state = newState;
    }

    /** Returns the ETag. */
    public String etag() {
        return etag;
    }

    void etag(String newEtag) {
        etag = newEtag;
    }

    /** Returns the version that its nodes have. */
    public String currentVersion() {
        return currentVersion;
    }

    void currentVersion(String version) {
        currentVersion = version;
    }

    /** Remembers what the nodes have, because an upgrade takes it from them. */
    void leave(Instant now) {
        previous = Optional.of(new Used(currentVersion, image, now));
    }

    /** Returns what the nodes had before the last upgrade, as long as there is a way back. */
    Optional<Used> previous(Instant now) {
        return previous.filter(used -> now.isBefore(used.until().plus(WAY_BACK)));
    }

    /** All machines have what an upgrade gives them. */
    void reached(Used target, Instant now) {
        if (!target.version().equals(currentVersion) || !target.image().equals(image)) {
            leave(now);
            currentVersion = target.version();
            image = target.image();
        }
    }

    /** Goes back, from where there is no further way. */
    void goBack(Used used) {
        currentVersion = used.version();
        image = used.image();
        previous = Optional.empty();
    }

    /** Returns whether a write asks for another image than the nodes have, or for an older version with an image. */
    public boolean wantsBack(JsonNode requested) {
        String wanted = requested.path("nodeImageVersion").asText();
        boolean older = Versions.parse(requested.path("orchestratorVersion").asText())
                .filter(version -> version.minor()
                        < Versions.parse(currentVersion).orElseThrow().minor())
                .isPresent();
        return !wanted.isEmpty() && (!wanted.equals(image) || older);
    }

    String image() {
        return image;
    }

    void image(String newImage) {
        image = newImage;
    }

    /** Returns how many nodes were asked for. */
    public int count() {
        return AzureJson.number(properties, "/count").orElse(0);
    }

    /** Tells whether its machines run, rather than being stopped. */
    public boolean running() {
        return !AzureJson.text(properties, "/powerState/code").equals(Optional.of("Stopped"));
    }

    /** Returns its virtual machines as quotas count them: as many as were asked for of each size. */
    public List<MachineCount> machines(String region) {
        return machines(region, properties);
    }

    static List<MachineCount> machines(String region, ObjectNode pool) {
        if (MachineProfiles.are(pool)) {
            return MachineProfiles.of(pool).stream()
                    .map(scale -> new MachineCount(region, scale.size(), scale.count(), spot(pool)))
                    .toList();
        }
        int count = AzureJson.number(pool, "/count").orElse(0);
        return List.of(new MachineCount(region, pool.path("vmSize").asText(), count, spot(pool)));
    }

    static boolean spot(ObjectNode properties) {
        return properties.path("scaleSetPriority").asText().equalsIgnoreCase("Spot");
    }

    List<Instance> instances() {
        return List.copyOf(instances);
    }

    /** Makes the machines match the count, version and image, taking addresses from the cluster. */
    void settle(boolean clusterRuns, List<String> zones, AddressPool addresses) {
        if (AzureJson.flag(properties, "/enableAutoScaling")) {
            int least = AzureJson.number(properties, "/minCount").orElse(0);
            properties.put("count", Math.max(count(), least));
        }
        int wanted = clusterRuns && running() ? count() : 0;
        if (wanted == 0) {
            instances.forEach(instance -> addresses.release(instance.address()));
            instances.clear();
        }
        if (wanted > 0 && MachineProfiles.are(properties)) {
            release(addresses);
        }
        for (int i = instances.size() - 1; i >= 0 && healthy() > wanted; i--) {
            if (!instances.get(i).setAside()) {
                addresses.release(instances.remove(i).address());
            }
        }
        while (healthy() < wanted) {
            instances.add(
                    new Instance(created++, zone(zones), currentVersion, image, addresses.take(), false, nextSize()));
        }
    }

    /** Removes the machines of sizes of which there are to be fewer. */
    private void release(AddressPool addresses) {
        for (int i = instances.size() - 1; i >= 0; i--) {
            String size = instances.get(i).size();
            int wanted = wanted(size);
            if (!instances.get(i).setAside() && healthy(size) > wanted) {
                addresses.release(instances.remove(i).address());
            }
        }
    }

    private int wanted(String size) {
        return MachineProfiles.of(properties).stream()
                .filter(scale -> scale.size().equalsIgnoreCase(size))
                .mapToInt(MachineProfiles.Scale::count)
                .sum();
    }

    private long healthy(String size) {
        return instances.stream()
                .filter(instance -> !instance.setAside() && instance.size().equalsIgnoreCase(size))
                .count();
    }

    /** Returns the first size of which machines are missing. */
    private String nextSize() {
        return MachineProfiles.of(properties).stream()
                .filter(scale -> healthy(scale.size()) < scale.count())
                .map(MachineProfiles.Scale::size)
                .findFirst()
                .orElseGet(() -> properties.path("vmSize").asText());
    }

    private long healthy() {
        return instances.stream().filter(instance -> !instance.setAside()).count();
    }

    private Optional<String> zone(List<String> zones) {
        return zones.isEmpty() ? Optional.empty() : Optional.of(zones.get(instances.size() % zones.size()));
    }

    /** Returns the machine of a size that would come next, without a place in the subnet. */
    Instance next(List<String> zones, String size) {
        return new Instance(created, zone(zones), currentVersion, image, 0, false, size);
    }

    /** Returns how many machines an upgrade may leave as they are. */
    int mostSetAside() {
        return PoolWrite.portionOf(
                AzureJson.text(properties, "/upgradeSettings/maxBlockedNodes")
                        .or(() -> AzureJson.text(properties, "/upgradeSettings/maxSurge"))
                        .orElse("1"),
                count());
    }

    /** Adds a machine that an upgrade puts beside the others for as long as it lasts, and returns its number. */
    int surge(Used target, List<String> zones, AddressPool addresses) {
        int number = created++;
        instances.add(new Instance(
                number,
                zone(zones),
                target.version(),
                target.image(),
                addresses.take(),
                false,
                properties.path("vmSize").asText()));
        return number;
    }

    /** Gives a machine another version and image. */
    void reimage(int number, Used target) {
        replace(
                number,
                old -> new Instance(
                        number,
                        old.zone(),
                        target.version(),
                        target.image(),
                        old.address(),
                        old.setAside(),
                        old.size()));
    }

    /** Leaves a machine as it is; another one takes its place. */
    void setAside(int number) {
        replace(
                number,
                old -> new Instance(number, old.zone(), old.version(), old.image(), old.address(), true, old.size()));
    }

    private void replace(int number, UnaryOperator<Instance> change) {
        instances.replaceAll(each -> each.number() == number ? change.apply(each) : each);
    }

    /** Takes a machine away that does not count. */
    void drop(int number, AddressPool addresses) {
        instances.stream().filter(each -> each.number() == number).findFirst().ifPresent(gone -> {
            instances.remove(gone);
            addresses.release(gone.address());
        });
    }

    /** Returns how many machines there are that no upgrade has left as they were. */
    int healthyCount() {
        return (int) healthy();
    }

    /** Takes one machine away. */
    boolean remove(int number, AddressPool addresses) {
        Optional<Instance> found =
                instances.stream().filter(each -> each.number() == number).findFirst();
        found.ifPresent(instance -> {
            instances.remove(instance);
            addresses.release(instance.address());
            if (!instance.setAside() && MachineProfiles.are(properties)) {
                MachineProfiles.change(properties, instance.size(), wanted(instance.size()) - 1);
            } else if (!instance.setAside()) {
                properties.put("count", count() - 1);
            }
        });
        return found.isPresent();
    }

    /** Returns what a client sees in the cluster's list of pools. */
    ObjectNode view() {
        ObjectNode view = AzureJson.object().put("name", name);
        return shown(view);
    }

    private ObjectNode shown(ObjectNode view) {
        PoolFields.arrange(properties, view, states());
        if (MachineProfiles.are(properties) && !instances.isEmpty()) {
            MachineProfiles.show(view, instances.stream().map(Instance::size).toList());
        }
        return view.put("eTag", etag);
    }

    /** Returns what a client sees as the pool's properties. */
    ObjectNode ownView() {
        return shown(AzureJson.object());
    }

    private ObjectNode states() {
        ObjectNode states = AzureJson.object().put("provisioningState", state);
        states.put("currentOrchestratorVersion", currentVersion).put("nodeImageVersion", image);
        return states;
    }
}
