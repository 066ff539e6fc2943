package dev.aks4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id made of another one is the id that its text reads as, and refused where that is. */
class ResourceIdTest {

    private static final String NETWORKS = "Microsoft.Network/virtualNetworks";

    @Test
    void idOfPartsIsTheOneThatItsTextReadsAs() {
        ResourceId relative =
                ResourceId.group("rg-Shop").child(NETWORKS, "Vnet").child("subnets", "nodes");
        ResourceId absolute = relative.inSubscription("00a");
        String text = "/subscriptions/00a/resourceGroups/rg-Shop/providers/" + NETWORKS + "/Vnet/subnets/nodes";
        assertThat(absolute).hasToString(text).isEqualTo(ResourceId.parse(text));
        assertThat(absolute.type()).isEqualTo(NETWORKS + "/subnets");
        assertThat(absolute.parent().orElseThrow()).isEqualTo(ResourceId.parse(text.replace("/subnets/nodes", "")));
        assertThat(absolute.inSubscription("00b")).isSameAs(absolute);
    }

    @Test
    void letterCaseDoesNotCountHoweverOftenItIsAsked() {
        ResourceId one = ResourceId.group("RG").child(NETWORKS, "V").inSubscription("00A");
        ResourceId other = ResourceId.parse(one.toString().toLowerCase(Locale.ROOT));
        for (int time = 0; time < 2; time++) {
            assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
            assertThat(one.child("subnets", "s").isWithin(other)).isTrue();
        }
        assertThat(one.toString()).contains("00A").contains("RG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a?b", "a#", "a%20", "a\\b", "a\tb", "a//b", "a/ b", "<a>", "a/"})
    void nameThatNoIdCanHaveIsRefusedOnEveryWay(String name) {
        ResourceId group = ResourceId.group("rg");
        assertThatThrownBy(() -> group.child(NETWORKS, name))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("\"/resourceGroups/rg/providers/" + NETWORKS + "/" + name + "\" is not");
        assertThatThrownBy(() -> group.inSubscription(name)).isInstanceOf(AksException.class);
        assertThatThrownBy(() -> ResourceId.group(name)).isInstanceOf(AksException.class);
        assertThatThrownBy(() -> ResourceId.parse("/subscriptions/00a/resourceGroups/" + name))
                .isInstanceOf(AksException.class);
    }

    @Test
    void nameHasAtMost260Characters() {
        ResourceId group = ResourceId.group("rg");
        assertThat(group.child(NETWORKS, "n".repeat(260)).name()).hasSize(260);
        assertThatThrownBy(() -> group.child(NETWORKS, "n".repeat(261))).isInstanceOf(AksException.class);
    }
}
