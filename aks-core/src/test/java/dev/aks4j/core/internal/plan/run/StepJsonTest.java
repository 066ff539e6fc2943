package dev.aks4j.core.internal.plan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.FakeArm;
import dev.aks4j.core.internal.plan.Things;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepJsonTest {

    private static final ResourceId ID = Things.id("Microsoft.Test/things", "a").inSubscription(FakeArm.SUBSCRIPTION);
    private static final Address.InCluster OBJECT =
            new Address.InCluster(ID, "apps/v1", "Deployment", Optional.of("default"), "web");
    private static final Address.InCluster CLUSTER_WIDE =
            new Address.InCluster(ID, "storage.k8s.io/v1", "StorageClass", Optional.empty(), "fast");

    static Stream<Write> everyWrite() {
        return Stream.of(
                new Write.Put(ID, "v1", FakeArm.json("{'a':[1,{'b':null}]}"), false),
                new Write.Put(ID, "v1", FakeArm.json("{}"), true, Set.of("X", "Y")),
                new Write.Post(ID, "v1", "start", Json.missing()),
                new Write.Post(ID, "v1", "start", FakeArm.json("{'x':1}"), FakeArm.json("{'y':2}")),
                new Write.Delete(ID, "v1"),
                new Write.Apply(OBJECT, FakeArm.json("{'kind':'Deployment'}")),
                new Write.Remove(CLUSTER_WIDE));
    }

    @ParameterizedTest
    @MethodSource("everyWrite")
    void stepComesBackFromItsJsonAsItWas(Write write) throws Exception {
        Step step = new Step(
                "7",
                "thing",
                "a",
                Change.UPDATE,
                write,
                Set.of("1", "2"),
                List.of(
                        new Difference("/a", Json.missing(), FakeArm.json("5"), Change.UPDATE, "why"),
                        new Difference("/b", FakeArm.json("[1]"), FakeArm.json("null"), Change.ROTATE, "")));

        String text = StepJson.write(step).toString();

        assertThat(StepJson.read(Json.parse(text))).isEqualTo(step);
    }

    @Test
    void writeThatThisVersionDoesNotKnowIsRefused() {
        var json =
                StepJson.write(new Step("1", "t", "a", Change.UPDATE, new Write.Delete(ID, "v1"), Set.of(), List.of()));
        json.within("write").put("verb", "teleport");

        assertThatThrownBy(() -> StepJson.read(json.build()))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("teleport");
    }
}
