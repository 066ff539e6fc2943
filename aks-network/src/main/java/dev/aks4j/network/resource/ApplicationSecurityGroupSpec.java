package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.List;
import java.util.Optional;

/**
 * Says what an application security group should be: a name for network interfaces, so that security rules speak of them
 * and not of addresses. Node pools take it with {@code applicationSecurityGroups(id)}. Immutable and thread-safe.
 *
 * <pre>{@code ApplicationSecurityGroupSpec web = ApplicationSecurityGroupSpec.builder("asg-web", group).build(); }</pre>
 */
public final class ApplicationSecurityGroupSpec extends ArmSpec {

    static final Rule<ApplicationSecurityGroupSpec> NAME =
            ResourceNames.usual("AKS-NWR-001", "An application security group");

    private static final ArmType<ApplicationSecurityGroupSpec> KIND = ArmType.<ApplicationSecurityGroupSpec>of(
                    "applicationSecurityGroup",
                    ResourceNames.TYPE + "applicationSecurityGroups",
                    ResourceNames.API_VERSION)
            .rules(List.of(NAME))
            .build();

    private ApplicationSecurityGroupSpec(Builder builder) {
        super(builder);
    }

    /** Starts an application security group. */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group.id(), group.region());
    }

    /** Starts an application security group in a resource group that exists. */
    public static Builder builder(String name, ResourceId group, Region region) {
        return new Builder(name, group, region);
    }

    @Override
    public ArmType<ApplicationSecurityGroupSpec> kind() {
        return KIND;
    }

    /** Builds an {@link ApplicationSecurityGroupSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<ApplicationSecurityGroupSpec, Builder> {
        private Builder(String name, ResourceId group, Region region) {
            super(name, group, Optional.of(region));
        }

        @Override
        protected ApplicationSecurityGroupSpec create() {
            return new ApplicationSecurityGroupSpec(this);
        }
    }
}
