package dev.aks4j.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.plan.kind.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArmTypeTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg", Region.WEST_EUROPE);
    private static final ResourceId OTHER = GROUP.id().child("Contoso.Things/boxes", "box");
    private static final Scope SCOPE = new Scope("6f2c", Instant.EPOCH, List.of());

    private static final Rule<Widget> SIZE = Rule.<Widget>error("AKS-TEST-001", "A widget is positive.")
            .source("test")
            .check((widget, findings) -> {
                if (widget.size < 1) {
                    findings.report("size", widget.size, "is not positive", "Use 1 or more.");
                }
            });

    private static final class Widget extends ArmSpec {
        private static final ArmType<Widget> TYPE = ArmType.<Widget>of("widget", "Contoso.Things/widgets", "2026-01-01")
                .document((widget, document) -> document.set("/properties/size", widget.size)
                        .set("/properties/color", widget.color)
                        .setDefault("/properties/speed", 1)
                        .reference("/properties/box", OTHER)
                        .each(
                                "/properties/parts",
                                widget.parts,
                                (part, element) -> element.set("/name", part).set("/properties/on", true)))
                .summary(widget -> widget.size + " wide")
                .requires(widget -> Stream.of(OTHER))
                .recreated("/properties/size", "a widget keeps its size")
                .fixed("/properties/box", "a widget stays in its box")
                .undeclared(Undeclared.absent("/properties/parts/*").secure())
                .rules(List.of(SIZE))
                .build();
        private final int size;
        private final Optional<String> color;
        private final List<String> parts;

        private Widget(Builder builder) {
            super(builder);
            size = builder.size;
            color = builder.color;
            parts = List.copyOf(builder.parts);
        }

        static Builder builder(String name) {
            return new Builder(name);
        }

        @Override
        public ArmType<Widget> kind() {
            return TYPE;
        }

        static final class Builder extends ArmSpec.Tagged<Widget, Builder> {
            private int size = 3;
            private Optional<String> color = Optional.empty();
            private final List<String> parts = new ArrayList<>();

            private Builder(String name) {
                super(name, GROUP);
            }

            Builder size(int value) {
                size = value;
                return this;
            }

            Builder color(String value) {
                color = Optional.of(value);
                return this;
            }

            Builder part(String name) {
                parts.add(name);
                return this;
            }

            @Override
            protected Widget create() {
                return new Widget(this);
            }
        }
    }

    private static Json live(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    private static final String LIVE = "{'location':'West Europe','tags':{'aks4j-managed-by':'aks4j'},'properties':"
            + "{'size':3,'speed':9,'box':{'id':'/SUBSCRIPTIONS/6f2c/resourceGroups/rg/providers/contoso.things/boxes/BOX'},"
            + "'parts':[{'name':'a','properties':{'on':true}},{'name':'b','properties':{'on':false}}]}}";

    @Test
    void aNewResourceIsWrittenWithItsDefaultsAndOurMark() {
        Write.Put put = (Write.Put) Widget.TYPE
                .create(Widget.builder("w").tag("team", "shop").build(), SCOPE)
                .get(0);

        assertThat(put.id().toString())
                .isEqualTo("/subscriptions/6f2c/resourceGroups/rg/providers/Contoso.Things/widgets/w");
        assertThat(put.merge()).isFalse();
        assertThat(put.body())
                .isEqualTo(live("{'location':'westeurope','tags':{'aks4j-managed-by':'aks4j','team':'shop'},"
                        + "'properties':{'size':3,'speed':1,'box':{'id':'/subscriptions/6f2c/resourceGroups/rg/providers/"
                        + "Contoso.Things/boxes/box'}}}"));
    }

    @Test
    void whatExistsIsNotHeldAgainstDefaultsNorAgainstTheSpellingOfRegions() {
        Comparison found = Widget.TYPE.compare(Widget.builder("w").part("a").build(), live(LIVE), SCOPE);

        assertThat(found.differences()).isEmpty();
        assertThat(found.change()).isEqualTo(Change.NONE);
    }

    @Test
    void eachPropertyChangesAsItsTypeSays() {
        Widget spec = Widget.builder("w").size(4).color("red").build();
        Json elsewhere = live(LIVE).with("/location", "northeurope").with("/properties/box/id", "/subscriptions/x/y/z");

        assertThat(Widget.TYPE.compare(spec, elsewhere, SCOPE).differences())
                .extracting(Difference::path, Difference::change)
                .containsExactlyInAnyOrder(
                        tuple("/location", Change.RECREATE),
                        tuple("/properties/size", Change.RECREATE),
                        tuple("/properties/color", Change.UPDATE),
                        tuple("/properties/box/id", Change.FORBIDDEN));
    }

    @Test
    void partsThatNoSpecNamesAreListedAndCanBeTakenAway() {
        Widget spec = Widget.builder("w").part("a").build();
        Comparison found = Widget.TYPE.compare(spec, live(LIVE), SCOPE);

        assertThat(found.unmanaged()).extracting(Difference::path).containsExactly("/properties/parts/b");
        assertThat(Undeclared.isSecurity(found.unmanaged().get(0))).isTrue();

        Comparison exact = new Comparison(found.unmanaged(), List.of());
        Write.Put put =
                (Write.Put) Widget.TYPE.update(spec, live(LIVE), exact, SCOPE).get(0);
        Json after = Documents.merge(live(LIVE), put.body());

        assertThat(Documents.compare(put.body(), live(LIVE), Optional::of))
                .extracting(Difference::path)
                .containsExactly("/properties/parts/b");
        assertThat(after.at("/properties/parts").stream()
                        .map(part -> part.path("name").asText()))
                .containsExactly("a");
        assertThat(Documents.compare(put.body(), after, Optional::of)).isEmpty();
    }

    @Test
    void aSpecSaysWhatItNeedsAndIsEqualToOneThatSaysTheSame() {
        Widget one = Widget.builder("w").part("a").build();

        assertThat(Widget.TYPE.requires(one)).containsExactly(Address.azure(OTHER));
        assertThat(one)
                .isEqualTo(Widget.builder("W").part("a").build())
                .hasSameHashCodeAs(Widget.builder("W").build())
                .isNotEqualTo(Widget.builder("w").part("b").build())
                .isNotEqualTo(Widget.builder("v").part("a").build())
                .hasToString("widget w");
    }

    @Test
    void everyProblemIsReportedAtOnceTagsIncluded() {
        assertThatThrownBy(() -> Widget.builder("w").size(0).tag("azure-x", "y").build())
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        refused -> assertThat(refused.problems())
                                .extracting("rule")
                                .containsExactly("AKS-TEST-001", "AKS-ARM-011"))
                .hasMessageStartingWith("2 problems in widget w");
    }
}
