package dev.aks4j.core.internal.plan.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.testing.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How values are shown that are too long for a line. */
class PropertyTextTest {

    private static final String NETWORK = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-shop"
            + "/providers/Microsoft.Network/virtualNetworks/vnet-shop";
    private static final Address CLUSTER = Address.azure(ResourceId.parse(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/c"));
    private static final String PATH = "/properties/value";

    @Test
    void longIdKeepsItsEnd() {
        assertThat(PropertyText.value(PATH, Json.of(NETWORK + "/subnets/nodes")))
                .startsWith("…")
                .endsWith("/virtualNetworks/vnet-shop/subnets/nodes")
                .hasSize(60);
    }

    @Test
    void otherLongTextKeepsItsBeginning() {
        assertThat(PropertyText.value(PATH, Json.of("a sentence " + "and more ".repeat(9))))
                .startsWith("a sentence and more")
                .endsWith("…")
                .hasSize(60);
    }

    @Test
    void idsOfTheSameNameInTwoGroupsShowTheirGroups() {
        Json one = Json.of(NETWORK + "/subnets/nodes");
        Json other = Json.of(one.asText().replace("rg-shop", "rg-test"));

        assertThat(PropertyText.value(CLUSTER, PATH, one, other)).contains("rg-shop");
        assertThat(PropertyText.value(CLUSTER, PATH, other, one)).contains("rg-test");
    }

    @Test
    void twoValuesThatDifferAreNeverShownAlike() {
        Property.tries(400).holds(draw -> {
            String before = draw.oneOf(List.of("", "/", "/subscriptions/s/")) + draw.text(0, 90, "ab");
            String after = draw.text(0, 90, "ab");
            Json one = Json.of("x" + before + draw.text(1, 3, "cd") + after);
            Json other = Json.of("x" + before + draw.text(1, 3, "ef") + after);
            boolean listed = draw.integer(0, 1) == 1;
            Json left = listed ? Json.array().add(Json.of(NETWORK)).add(one).build() : one;
            Json right = listed ? Json.array().add(Json.of(NETWORK)).add(other).build() : other;
            String shown = PropertyText.value(CLUSTER, PATH, left, right);

            assertThat(shown).isNotEqualTo(PropertyText.value(CLUSTER, PATH, right, left));
            assertThat(shown.length()).isLessThanOrEqualTo(60);
        });
    }
}
