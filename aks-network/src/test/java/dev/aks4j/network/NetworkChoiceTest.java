package dev.aks4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkChoiceTest {

    private static Arguments wanted(String what, Consumer<NetworkChoice.Wanted> wanted, CniModel best) {
        return Arguments.of(what, wanted, best);
    }

    static Stream<Arguments> choices() {
        return Stream.of(
                wanted("nothing", it -> {}, CniModel.OVERLAY),
                wanted("few addresses", it -> it.nodes(200).podsPerNode(60).addresses(1_000), CniModel.OVERLAY),
                wanted("reachable pods", it -> it.nodes(20).podsReachable(), CniModel.NODE_SUBNET),
                wanted(
                        "reachable pods, many of them",
                        it -> it.nodes(1_000).podsPerNode(100).podsReachable(),
                        CniModel.POD_SUBNET),
                wanted("Windows with Calico", it -> it.windows().policy(NetworkPolicy.CALICO), CniModel.OVERLAY),
                wanted("own plugin", it -> it.ownPlugin(), CniModel.NONE),
                wanted("both families", it -> it.dualStack(), CniModel.OVERLAY),
                wanted("Windows with Cilium", it -> it.windows().policy(NetworkPolicy.CILIUM), null),
                wanted(
                        "reachable pods of both families",
                        it -> it.podsReachable().dualStack(),
                        null),
                wanted("more nodes than there can be", it -> it.nodes(6_000), null),
                wanted("too few addresses for the nodes", it -> it.nodes(100).addresses(99), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("choices")
    void theBestModelFollowsFromWhatIsWanted(String what, Consumer<NetworkChoice.Wanted> wanted, CniModel best) {
        assertThat(NetworkChoice.advise(wanted).best().orElse(null)).isEqualTo(best);
    }

    @Test
    void kubenetIsNeverTheBestAndItIsSaidWhy() {
        NetworkChoice.Option kubenet = NetworkChoice.advise(it -> {}).option(CniModel.KUBENET);
        assertThat(kubenet.isPossible()).isTrue();
        assertThat(kubenet.isRecommended()).isFalse();
        assertThat(kubenet.reasonsAgainst()).anyMatch(reason -> reason.contains("2028-03-31"));
        assertThat(NetworkChoice.advise(it -> it.nodes(500))
                        .option(CniModel.KUBENET)
                        .obstacles())
                .containsExactly("has at most 400 nodes");
    }

    @Test
    void everyModelHasItsReasons() {
        NetworkChoice choice =
                NetworkChoice.advise(it -> it.nodes(300).podsPerNode(30).policy(NetworkPolicy.AZURE));
        assertThat(choice.options())
                .extracting(NetworkChoice.Option::model)
                .containsExactlyInAnyOrder(CniModel.values());
        assertThat(choice.option(CniModel.OVERLAY).obstacles())
                .containsExactly("Azure Network Policy Manager has at most 250 nodes");
        assertThat(choice.toString())
                .startsWith("no model does all of it")
                .contains("takes 10,230 addresses of the virtual network for 330 nodes with surge");
    }

    @Test
    void theLimitsOfAModelAreThoseOfItsRules() {
        // 330 nodes with 31 addresses each, and with one address and two batches each.
        assertThat(NetworkChoice.advise(it -> it.nodes(300).podsReachable().addresses(10_229))
                        .option(CniModel.NODE_SUBNET)
                        .isPossible())
                .isFalse();
        assertThat(NetworkChoice.advise(it -> it.nodes(300).podsReachable().addresses(10_230))
                        .option(CniModel.NODE_SUBNET)
                        .isPossible())
                .isTrue();
        assertThat(NetworkChoice.advise(it -> it.nodes(300).podsReachable().addresses(330 * 33 - 1))
                        .option(CniModel.POD_SUBNET)
                        .isPossible())
                .isFalse();
        assertThatThrownBy(() -> NetworkChoice.advise(it -> it.nodes(0))).isInstanceOf(AksException.class);
    }
}
