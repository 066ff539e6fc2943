package dev.aks4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.testing.Property;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final Json CLUSTER = Json.parse("""
            {"name":"shop","tags":{"a/b":"1","c~d":"2"},"properties":{"agentPoolProfiles":[
              {"name":"system","count":3,"spot":false},{"name":"apps","maxPods":null}],"price":1.50}}""");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "\"\"",
                "0",
                "-12",
                "1.50",
                "1E+400",
                "123456789012345678901234567890",
                "{\"a\":[{\"b\":null},\"\\\"\\u0000\\n\"],\"\":{}}"
            })
    void whatIsReadIsWrittenAsItWas(String text) {
        assertThat(Json.parse(text)).hasToString(text);
    }

    @Test
    void anyValueSurvivesItsText() {
        Property.tries(500).holds(draw -> {
            Json value = draw.of(each -> value(each, 3));
            assertThat(Json.parse(value.toString())).isEqualTo(value).hasSameHashCodeAs(value);
            assertThat(Json.of(value.plain().orElse(Json.ofNull()))).isEqualTo(value);
        });
    }

    private static Json value(Property.Draw draw, int depth) {
        int which = draw.integer(0, depth == 0 ? 4 : 6);
        return switch (which) {
            case 0 -> Json.of(draw.oneOf(List.of("", "a", "\"", "\\", "\u2028", "/", "~")));
            case 1 -> Json.of(draw.integer(-1000, 1000));
            case 2 -> Json.of(new BigDecimal(draw.integer(-1000, 1000)).movePointLeft(2));
            case 3 -> Json.of(draw.oneOf(List.of(true, false)));
            case 4 -> Json.ofNull();
            case 5 -> {
                Json.ArrayBuilder array = Json.array();
                draw.some(0, 3, List.of(1, 2, 3)).forEach(each -> array.add(value(draw, depth - 1)));
                yield array.build();
            }
            default -> {
                Json.ObjectBuilder object = Json.object();
                draw.some(0, 3, List.of("a", "b/c", "d~e")).forEach(name -> object.put(name, value(draw, depth - 1)));
                yield object.build();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,]", "secret", "{\"a\":}", "\"open", "nul", "{\"a\" 1}"})
    void whatIsNoJsonIsRefusedWithoutSayingIt(String text) {
        assertThat(Json.read(text)).isEmpty();
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("is no JSON")
                .hasMessageNotContaining(text);
    }

    @Test
    void whatIsNoJsonIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1,\n  \"b\": oops\n}"))
                .hasMessageContaining("is no JSON from line 3, column 8 on")
                .hasMessageNotContaining("oops");
    }

    @Test
    void aPointerLeadsThroughObjectsAndArrays() {
        assertThat(CLUSTER.at("/properties/agentPoolProfiles/1/name").asText()).isEqualTo("apps");
        assertThat(CLUSTER.at("/tags/a~1b").asText()).isEqualTo("1");
        assertThat(CLUSTER.at("/tags/c~0d").asText()).isEqualTo("2");
        assertThat(CLUSTER.at("")).isEqualTo(CLUSTER);
        for (String nowhere :
                List.of("/x", "/name/x", "/properties/agentPoolProfiles/2", "/properties/agentPoolProfiles/-1")) {
            assertThat(CLUSTER.at(nowhere).isMissing()).as(nowhere).isTrue();
        }
        assertThatThrownBy(() -> CLUSTER.at("name")).hasMessageContaining("\"/name\"");
    }

    @Test
    void whatIsNotThereReadsAsNothing() {
        Json missing = CLUSTER.path("x").path("y").get(0);
        assertThat(missing.isMissing()).isTrue();
        assertThat(missing.asText()).isEmpty();
        assertThat(missing.asText("other")).isEqualTo("other");
        assertThat(missing.asInt(7)).isEqualTo(7);
        assertThat(missing.asBoolean(true)).isTrue();
        assertThat(missing.isEmpty()).isTrue();
        assertThat(missing).isEmpty();
        assertThat(missing).hasToString("");
        assertThat(Json.parse("null").isMissing()).isFalse();
        assertThat(Json.parse("null").isNull()).isTrue();
        assertThat(Json.parse("null").asText()).isEmpty();
    }

    @Test
    void scalarsReadAsWhatTheyMean() {
        assertThat(Json.parse("\" 12 \"").asInt()).isEqualTo(12);
        assertThat(Json.parse("12.9").asInt()).isEqualTo(12);
        assertThat(Json.parse("5000000000").asLong()).isEqualTo(5_000_000_000L);
        assertThat(Json.parse("1.50").asDecimal()).isEqualByComparingTo("1.5");
        assertThat(Json.parse("12").asText()).isEqualTo("12");
        assertThat(Json.parse("true").asText()).isEqualTo("true");
        assertThat(Json.parse("\"true\"").asBoolean()).isTrue();
        assertThat(Json.parse("\"false\"").asBoolean(true)).isFalse();
        assertThat(Json.parse("{}").asText()).isEmpty();
    }

    @Test
    void equalIsWhatMeansTheSame() {
        assertThat(Json.parse("{\"a\":1,\"b\":2}")).isEqualTo(Json.parse("{\"b\":2.0,\"a\":1e0}"));
        assertThat(Json.parse("1.0")).isEqualTo(Json.of(1)).hasSameHashCodeAs(Json.of(1));
        assertThat(Json.parse("0.0")).isEqualTo(Json.of(0)).hasSameHashCodeAs(Json.of(0));
        assertThat(Json.parse("[1,2]")).isNotEqualTo(Json.parse("[2,1]"));
        assertThat(Json.parse("\"1\"")).isNotEqualTo(Json.of(1));
        assertThat(Json.parse("null")).isNotEqualTo(Json.missing());
    }

    @Test
    void whatWasBuiltDoesNotChange() {
        List<String> list = new ArrayList<>(List.of("a"));
        Json.ObjectBuilder builder = Json.object().put("list", list);
        Json.ArrayBuilder inner = builder.putObject("deep").putArray("array").add(1);
        Json first = builder.build();
        list.add("b");
        inner.add(2);
        builder.put("more", true);
        assertThat(first).hasToString("{\"list\":[\"a\"],\"deep\":{\"array\":[1]}}");
        assertThat(builder.build()).hasToString("{\"list\":[\"a\"],\"deep\":{\"array\":[1,2]},\"more\":true}");
        assertThatThrownBy(() -> first.properties().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aCopyHasAnotherValueAtItsPlace() {
        assertThat(CLUSTER.with("/properties/agentPoolProfiles/0/count", 5).at("/properties/agentPoolProfiles/0"))
                .isEqualTo(Json.parse("{\"name\":\"system\",\"count\":5,\"spot\":false}"));
        assertThat(Json.object().build().with("/a/b~1c", 1)).isEqualTo(Json.parse("{\"a\":{\"b/c\":1}}"));
        assertThatThrownBy(() -> CLUSTER.with("/properties/agentPoolProfiles/2", 1))
                .hasMessageContaining("2 elements, and none at \"2\"");
        assertThat(CLUSTER.at("/properties/agentPoolProfiles/0/count").asInt()).isEqualTo(3);
    }

    @Test
    void anObjectIsEditedInPlace() {
        Json.ObjectBuilder edit = CLUSTER.edit().remove("name", "tags");
        edit.within("properties").remove("agentPoolProfiles").putNull("gone");
        edit.within("added").put("x", Json.missing()).put("y", List.of());
        assertThat(edit.build())
                .isEqualTo(Json.parse("{\"properties\":{\"price\":1.5,\"gone\":null},\"added\":{\"y\":[]}}"));
    }

    @Test
    void javaValuesBecomeJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a");
        map.put("none", null);
        map.put("list", Arrays.asList(1, null, 2L, 3.5, Severity.ERROR));
        assertThat(Json.of(map)).hasToString("{\"text\":\"a\",\"none\":null,\"list\":[1,null,2,3.5,\"ERROR\"]}");
        assertThatThrownBy(() -> Json.of(new Object())).hasMessageContaining("java.lang.Object is no JSON value");
    }
}
