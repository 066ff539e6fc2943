package dev.aks4j.core.plan.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aks4j.core.internal.plan.FakeArm;
import dev.aks4j.core.model.Json;
import dev.aks4j.testing.Property;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final List<Json> LEAVES =
            List.of(json("0"), json("1"), json("2"), json("3"), json("'x'"), json("'y'"), json("'/id'"));

    private static Json json(String text) {
        return FakeArm.json(text);
    }

    private static List<Difference> compare(String declared, String live) {
        return Documents.compare(json(declared), json(live), Optional::of);
    }

    private static List<String> paths(String declared, String live) {
        return compare(declared, live).stream().map(Difference::path).toList();
    }

    @Test
    void onlyWhatIsDeclaredCounts() {
        assertThat(paths("{'a':1}", "{'a':1,'b':2}")).isEmpty();
        assertThat(paths("{'a':{'b':1}}", "{'a':{'b':2,'c':3}}")).containsExactly("/a/b");
        assertThat(paths("{'a':1}", "{}")).containsExactly("/a");
    }

    @Test
    void numbersIdsAndEmptyThingsCompareAsAzureMeansThem() {
        assertThat(paths("{'a':1}", "{'a':1.0}")).isEmpty();
        assertThat(paths("{'a':'/subscriptions/X'}", "{'a':'/SUBSCRIPTIONS/x'}"))
                .isEmpty();
        assertThat(paths("{'a':'X'}", "{'a':'x'}")).containsExactly("/a");
        assertThat(paths("{'a':[]}", "{}")).isEmpty();
        assertThat(paths("{'a':null}", "{}")).isEmpty();
        assertThat(paths("{'a':null}", "{'a':1}")).containsExactly("/a");
    }

    @Test
    void namedElementsAreMatchedByNameAndOthersAreValues() {
        assertThat(paths("{'p':[{'name':'b','n':1}]}", "{'p':[{'name':'a'},{'name':'B','n':2}]}"))
                .contains("/p/b/n");
        assertThat(paths("{'z':[1,2]}", "{'z':[2,1]}")).containsExactly("/z");
    }

    @Test
    void slashInAKeyIsEscapedInPathsAndFoundAgain() {
        List<Difference> found = compare("{'tags':{'a/b~c':'new'}}", "{'tags':{'a/b~c':'old'}}");

        assertThat(found).extracting(Difference::path).containsExactly("/tags/a~1b~0c");
        assertThat(Documents.at(json("{'tags':{'a/b~c':'old'}}"), found.get(0).path())
                        .asText())
                .isEqualTo("old");
    }

    @Test
    void mergeLosesNothing() {
        assertThat(Documents.merge(
                        json("{'a':1,'p':[{'name':'x','n':1,'m':2},{'name':'y'}]}"),
                        json("{'b':2,'p':[{'name':'x','n':9},{'name':'z'}]}")))
                .isEqualTo(json("{'a':1,'p':[{'name':'x','n':9,'m':2},{'name':'y'},{'name':'z'}],'b':2}"));
    }

    @Test
    void onlyKeepsWhatDiffersAndWholeNewElements() {
        Json declared = json("{'a':1,'b':2,'p':[{'name':'x','n':1,'m':2},{'name':'new','n':5}]}");
        Json live = json("{'a':1,'b':3,'p':[{'name':'x','n':7,'m':8}]}");
        List<Difference> judged = Documents.compare(
                declared,
                live,
                difference -> Optional.of(difference).filter(d -> !d.path().endsWith("/m")));

        assertThat(Documents.only(declared, live, judged))
                .isEqualTo(json("{'b':2,'p':[{'n':1,'name':'x'},{'name':'new','n':5}]}"));
    }

    @Test
    void onlyOfNothingIsAnEmptyDocument() {
        assertThat(Documents.only(json("{'a':1}"), json("{'a':1}"), List.of())).isEqualTo(json("{}"));
    }

    private static Json document(Property.Draw draw, int depth) {
        Json.ObjectBuilder node = Json.object();
        draw.some(1, 3, List.of("a", "b", "c/d")).forEach(key -> node.put(key, value(draw, depth)));
        return node.build();
    }

    private static Json value(Property.Draw draw, int depth) {
        int which = depth == 0 ? 0 : draw.integer(0, 5);
        if (which <= 2) {
            return draw.oneOf(LEAVES);
        }
        return which <= 4 ? document(draw, depth - 1) : named(draw, depth - 1);
    }

    private static Json named(Property.Draw draw, int depth) {
        Json.ArrayBuilder array = Json.array();
        draw.some(1, 3, List.of("p", "q", "r"))
                .forEach(name ->
                        array.add(document(draw, Math.max(0, depth - 1)).with("/name", name)));
        return array.build();
    }

    @Test
    void onlyFieldsOfOurOwnApplyCountAsNoLongerDeclared() {
        Json live = json("""
                {"metadata":{"labels":{"ours":"1","theirs":"2","kept":"3"},"managedFields":[
                   {"manager":"aks4j","operation":"Apply","fieldsV1":{
                     "f:metadata":{"f:labels":{"f:ours":{},"f:kept":{},"f:gone":{}}},
                     "f:spec":{"f:ports":{"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:port":{},"f:name":{}},
                                          "k:{\\"port\\":443,\\"protocol\\":\\"TCP\\"}":{".":{},"f:port":{}}}}}},
                   {"manager":"aks4j","operation":"Apply","subresource":"status","fieldsV1":{"f:status":{"f:x":{}}}},
                   {"manager":"kubectl","operation":"Update","fieldsV1":{"f:metadata":{"f:labels":{"f:theirs":{}}}}}]},
                 "spec":{"ports":[{"name":"web","port":80,"protocol":"TCP"},{"name":"tls","port":443,"protocol":"TCP"}]},
                 "status":{"x":1}}""");
        Json declared = json("""
                {"metadata":{"labels":{"kept":"3"}},"spec":{"ports":[{"name":"web","port":80}]}}""");

        assertThat(Documents.compareObject(declared, live, Optional::of))
                .extracting(Difference::path, difference -> difference.after().isMissing())
                .containsExactlyInAnyOrder(tuple("/metadata/labels/ours", true), tuple("/spec/ports/tls", true));
    }

    @Test
    void afterAMergeNothingDiffers() {
        Property.tries(300).holds(draw -> {
            Json declared = draw.of(each -> document(each, 3));
            Json live = draw.of(each -> document(each, 3));
            Json merged = Documents.merge(live, declared);

            assertThat(Documents.compare(declared, merged, Optional::of)).isEmpty();
        });
    }

    @Test
    void mergingOnlyTheDifferencesIsEnough() {
        Property.tries(300).holds(draw -> {
            Json declared = draw.of(each -> document(each, 3));
            Json live = draw.of(each -> document(each, 3));
            List<Difference> differences = Documents.compare(declared, live, Optional::of);
            Json merged = Documents.merge(live, Documents.only(declared, live, differences));

            assertThat(Documents.compare(declared, merged, Optional::of)).isEmpty();
        });
    }

    @Test
    void everyDifferenceIsFoundAtItsPath() {
        Property.tries(300).holds(draw -> {
            Json declared = draw.of(each -> document(each, 3));
            Json live = draw.of(each -> document(each, 3));
            for (Difference difference : Documents.compare(declared, live, Optional::of)) {
                assertThat(Documents.at(declared, difference.path())).isEqualTo(difference.after());
                Json there = Documents.at(live, difference.path());
                assertThat(there.isMissing() || Json.parse(there.toString()).equals(difference.before()))
                        .isTrue();
            }
        });
    }
}
