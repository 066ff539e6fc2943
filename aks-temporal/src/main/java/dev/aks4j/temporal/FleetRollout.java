package dev.aks4j.temporal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.aks4j.core.model.Experimental;
import java.util.List;

/**
 * What a rollout is to do: to which version, which clusters, in which waves. Immutable and thread-safe.
 *
 * <pre>{@code
 * FleetRollout.of("1.36", members, List.of(
 *     FleetWave.of("canary").label("ring", "0").bake(Duration.ofHours(24)),
 *     FleetWave.of("everybody").atOnce(50).failuresAllowed(2)));
 * }</pre>
 */
@Experimental
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class FleetRollout {

    private String version = "";
    private List<FleetMember> members = List.of();
    private List<FleetWave> waves = List.of();

    private FleetRollout() {}

    /**
     * Returns a rollout.
     *
     * @param version the Kubernetes version that clusters are upgraded to, for example {@code 1.36}
     * @param members the clusters; about 2,000 at most, because Temporal keeps 51,200 events of a workflow
     * @param waves one after the other; a cluster belongs to the first one that it matches, and to none if it matches none
     */
    public static FleetRollout of(String version, List<FleetMember> members, List<FleetWave> waves) {
        FleetRollout rollout = new FleetRollout();
        rollout.version = version;
        rollout.members = List.copyOf(members);
        rollout.waves = List.copyOf(waves);
        return rollout;
    }

    /** Returns the version. */
    public String version() {
        return version;
    }

    /** Returns the clusters. */
    public List<FleetMember> members() {
        return List.copyOf(members);
    }

    /** Returns the waves. */
    public List<FleetWave> waves() {
        return List.copyOf(waves);
    }
}
