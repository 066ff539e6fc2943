package dev.aks4j.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of annotations against the controller's own list of keys, and the page that is made from it. */
class ControllerAnnotationsTest {

    private static final String SWITCH = "aks4j.pages";

    @Test
    void theTableHasEveryKeyOfTheControllerAndNoOther() throws IOException {
        List<String> keys = List.of(new String(ControllerAnnotationsTest.class
                        .getResourceAsStream("controller-1.36.5-keys.txt")
                        .readAllBytes())
                .split("\\n"));

        assertThat(ControllerAnnotations.ALL)
                .extracting(ControllerAnnotations.Known::key)
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void thePageListsEveryAnnotation() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Annotations of load-balancer services

                Generated from the code; do not edit. Every annotation that Azure's cloud controller (cloud-provider-azure %s) reads
                from a service, with the call of `LoadBalancerService` that sets it, and what the controller does with good, missing
                and bad values: read off its code and asked of it with 2,422 services. Keys begin with `%s`, `%%d` is the
                number of a port.

                | annotation | call | takes | without it | any other value |
                |---|---|---|---|---|
                """.formatted(ControllerAnnotations.VERSION, ServiceAnnotations.PREFIX));
        ControllerAnnotations.ALL.forEach(known -> page.append("| `%s` | %s | %s | %s | %s |\n"
                .formatted(known.key(), known.method(), known.good(), known.missing(), known.bad())));
        Path file = Path.of("..", "docs", "load-balancer-annotations.md");
        if (Boolean.getBoolean(SWITCH)) {
            Files.writeString(file, page);
        }
        assertThat(file).as("write it anew with -D%s=true", SWITCH).hasContent(page.toString());
    }
}
