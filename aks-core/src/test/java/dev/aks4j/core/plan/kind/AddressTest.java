package dev.aks4j.core.plan.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.ResourceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressTest {
    private static final String DEV = "11111111-0000-0000-0000-000000000000";
    private static final String PROD = "22222222-0000-0000-0000-000000000000";
    private static final ResourceId SUBNET =
            ResourceId.parse("/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes");
    private static final ResourceId IDENTITY =
            ResourceId.parse("/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-shop");

    private static Address of(ResourceId scope, ResourceId... from) {
        return Address.guidNamed(
                scope, "Microsoft.Authorization/roleAssignments", "Network Contributor", List.of(from));
    }

    @Test
    void guidNameIsTheSameEachTimeAndWhateverTheLetterCase() {
        ResourceId shouted = ResourceId.parse(IDENTITY.toString().replace("id-shop", "ID-SHOP"));

        assertThat(of(SUBNET, IDENTITY).inSubscription(DEV))
                .isEqualTo(of(SUBNET, shouted).inSubscription(DEV));
        assertThat(of(SUBNET, IDENTITY).inSubscription(DEV).name())
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void guidNameDiffersBetweenSubscriptionsBecauseItIsUniqueInTheTenant() {
        Address shared = of(SUBNET.inSubscription(PROD), IDENTITY);

        assertThat(of(SUBNET, IDENTITY).inSubscription(DEV).name())
                .isNotEqualTo(of(SUBNET, IDENTITY).inSubscription(PROD).name());
        assertThat(shared.inSubscription(DEV).name())
                .isNotEqualTo(shared.inSubscription(PROD).name());
    }

    @Test
    void guidNameDoesNotDependOnWhoCompletesAbsoluteIds() {
        Address absolute = of(SUBNET.inSubscription(PROD), IDENTITY.inSubscription(PROD));

        assertThat(absolute.inSubscription(DEV)).isEqualTo(of(SUBNET, IDENTITY).inSubscription(PROD));
    }

    @Test
    void guidNamedResourceLiesBelowItsScopeAndShowsItsLabelUntilThen() {
        Address address = of(SUBNET, IDENTITY);

        assertThat(address.name()).isEqualTo("Network Contributor");
        assertThat(address.inSubscription(DEV))
                .isInstanceOfSatisfying(
                        Address.InAzure.class,
                        there -> assertThat(there.id())
                                .satisfies(id -> assertThat(id.isWithin(SUBNET.inSubscription(DEV)))
                                        .isTrue())
                                .satisfies(id ->
                                        assertThat(id.type()).isEqualTo("Microsoft.Authorization/roleAssignments")));
    }
}
