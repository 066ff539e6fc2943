package dev.aks4j.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.testing.Property;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptUrlTest {

    private static final String LONG = "MIIH".repeat(600);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a/operations/1",
                "https://a/operations/1?api-version=2016-03-30&t=638&c=LONG&s=sig%2Bned&h=x",
                "https://a/operations/1?c=LONG&s=1",
                "https://a/operations/1?c=short&x=1&c=LONG",
                "https://a/operations/1?t=1&c=LONG",
                "https://a/operations/1?t=1&c=&s=LONG",
                "https://a/operations/1?abc=LONG&c",
            })
    void urlComesBackToTheLetter(String pattern) {
        String url = pattern.replace("LONG", LONG);
        assertThat(KeptUrl.of(Optional.of(url)).text()).contains(url);
    }

    private static String url(Property.Draw draw) {
        List<String> parts = List.of("?", "&", "c=", "&c=", "?c=", "a".repeat(300), "b", "s=1", "%26");
        return "https://a/" + String.join("", draw.list(0, 12, each -> each.oneOf(parts)));
    }

    @Test
    void whateverTheUrlItComesBackToTheLetter() {
        Property.tries(1000).holds(draw -> {
            String url = draw.of(KeptUrlTest::url);
            assertThat(KeptUrl.of(Optional.of(url)).text()).contains(url);
        });
    }

    @Test
    void thereMayBeNone() {
        assertThat(KeptUrl.of(Optional.empty()).text()).isEmpty();
    }

    @Test
    void urlsThatDifferAnywhereAreNotTheSame() {
        KeptUrl url = KeptUrl.of(Optional.of("https://a/1?t=1&c=" + LONG + "&s=1"));
        assertThat(url.isSame(KeptUrl.of(Optional.of("https://a/1?t=1&c=" + new String(LONG) + "&s=1"))))
                .isTrue();
        for (String other : new String[] {
            "https://a/2?t=1&c=" + LONG + "&s=1",
            "https://a/1?t=1&c=" + LONG + "A&s=1",
            "https://a/1?t=1&c=" + LONG + "&s=2",
            "https://a/1?c=" + LONG + "&t=1&s=1"
        }) {
            assertThat(url.isSame(KeptUrl.of(Optional.of(other)))).as(other).isFalse();
        }
    }
}
