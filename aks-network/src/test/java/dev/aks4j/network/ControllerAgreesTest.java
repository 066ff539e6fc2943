package dev.aks4j.network;

import static dev.aks4j.network.NetworkSamples.cluster;
import static dev.aks4j.network.NetworkSamples.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.model.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Compares the rules of services with what the real cloud controller made of the same services. The answers are data:
 * {@code controller-1.36.5.jsonl.gz}, one case a line, the calls of our builder beside the controller's rules, probes,
 * security rules, events and errors. The README beside it says how they were had.
 */
class ControllerAgreesTest {

    private static final String DATA = "controller-1.36.5.jsonl.gz";
    /** Rules that say what Kubernetes or Azure itself refuses, which the controller does not look at. */
    private static final Set<String> OF_OTHERS = Set.of("AKS-LB-023", "AKS-LB-045", "AKS-LB-031");

    @Test
    void whatTheControllerRefusesOrBreaksIsRefusedAndNothingElse() {
        List<String> differences = new ArrayList<>();
        for (Json it : cases()) {
            LoadBalancerService service = ServiceFromCase.of(it.path("case"));
            List<String> refusals = Rule.all(ServiceRules.ALL, service).stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .map(Problem::rule)
                    .filter(rule -> !OF_OTHERS.contains(rule))
                    .toList();
            List<String> harms = harms(it.path("case"), it.path("answer"), service);
            if (refusals.isEmpty() != harms.isEmpty()) {
                differences.add(it.path("case") + "\n    controller " + harms + ", rules " + refusals);
            }
        }
        assertThat(differences).as(String.join("\n", differences)).isEmpty();
    }

    /** Says what is bad about an answer: an error, a rule without a port to send to, a promise that is not kept. */
    private static List<String> harms(Json asked, Json answer, LoadBalancerService service) {
        List<String> harms = new ArrayList<>();
        answer.path("errors").forEach(error -> harms.add(error.asText()));
        answer.path("events").forEach(event -> {
            if (event.asText().contains("Invalid")) {
                harms.add(event.asText());
            }
        });
        if (any(
                answer.path("rules"),
                rule -> rule.path("backendPort").asInt() == 0
                        && !rule.path("protocol").asText().equals("All"))) {
            harms.add("a rule sends to port 0");
        }
        if (any(answer.path("probes"), probe -> probe.path("port").asInt() == 0)) {
            harms.add("a probe asks port 0");
        }
        boolean saysInternal = service.isInternal();
        for (var raw : service.rawAnnotations().entrySet()) {
            String key = raw.getKey();
            if (key.endsWith("load-balancer-internal")) {
                saysInternal = raw.getValue().equalsIgnoreCase("true");
            }
            boolean isSwitch =
                    key.matches(".*(-internal|-tcp-reset|-ports|-floating-ip|-nsg-rule|-source-ranges|-create"
                                    + "|-proxy-protocol|_rule)")
                            && !key.endsWith("/load-balancer-source-ranges");
            if (isSwitch && !raw.getValue().matches("(?i)true|false")) {
                harms.add("a switch is neither on nor off");
            }
        }
        if (saysInternal != answer.path("internal").asBoolean()) {
            harms.add("the balancer is public");
        }
        if (any(asked.path("additional"), one -> one.asText().matches(".*\\s.*"))
                || asked.path("raw")
                        .path("service.beta.kubernetes.io/azure-additional-public-ips")
                        .asText()
                        .contains("%")) {
            harms.add("an address is none to Azure: one with a blank, which counts in lists, or with a zone");
        }
        boolean named = asked.has("publicName")
                || service.rawAnnotations().keySet().stream()
                        .anyMatch(key -> key.matches(".*/azure-pip-(name|prefix).*"));
        if (!answer.path("internal").asBoolean()
                && !named
                && service.rawAnnotations().entrySet().stream()
                        .anyMatch(raw -> raw.getKey().matches(".*-load-balancer-ipv[46]")
                                && raw.getValue().matches("(?i).*%.*|::ffff:.*"))) {
            harms.add("a public address is written as Azure shows none, so that none is found by it");
        }
        boolean highAvailability =
                any(answer.path("rules"), rule -> rule.path("frontendPort").asInt() == 0);
        if (highAvailability
                && any(answer.path("rules"), rule -> !rule.has("probe"))
                && service.ports().stream().anyMatch(port -> port.protocol() == ServicePort.Protocol.TCP)) {
            harms.add("high-availability ports without a probe");
        }
        String denied = asked.path("raw")
                .path("service.beta.kubernetes.io/azure-deny-all-except-load-balancer-source-ranges")
                .asText(asked.path("deny").asText("false"));
        boolean deny = denied.equalsIgnoreCase("true");
        boolean guarded = !asked.path("raw")
                .path("service.beta.kubernetes.io/azure-disable-load-balancer-nsg-rule")
                .asText()
                .equalsIgnoreCase("true");
        if (deny
                && guarded
                && answer.path("errors").isEmpty()
                && !any(
                        answer.path("security"),
                        rule -> rule.path("access").asText().equals("Deny"))) {
            harms.add("nobody is denied");
        }
        return harms;
    }

    /** Writes the services of the cases as a controller reads them, to ask another version of it. */
    @Test
    @EnabledIfSystemProperty(named = "aks4j.controller.cases", matches = ".+")
    void writesTheServices() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("aks4j.controller.cases")))) {
            Json it = Json.parse(line);
            LoadBalancerService service = ServiceFromCase.of(it);
            Json declared = LoadBalancerServiceKind.INSTANCE.manifest(service.on(cluster()), scope());
            Json.ObjectBuilder manifest = declared.edit();
            Json.ObjectBuilder body = manifest.within("spec");
            Json.ArrayBuilder ports = body.putArray("ports");
            int next = 30_080;
            for (Json port : declared.at("/spec/ports")) {
                boolean lacks = service.traffic().nodePorts() && !port.has("nodePort");
                ports.add(lacks ? port.edit().put("nodePort", next++) : port);
            }
            if (service.traffic().local()) {
                body.put("healthCheckNodePort", 31_999);
            }
            lines.add(Json.object()
                    .put("id", it.path("id").asText())
                    .put("service", manifest)
                    .toString());
        }
        Files.write(Path.of(System.getProperty("aks4j.controller.services")), lines);
    }

    private static boolean any(Json list, Predicate<Json> test) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(test);
    }

    /** The recorded answers, or those of a file that has not been met before. */
    private static InputStream data() throws IOException {
        String file = System.getProperty("aks4j.controller.answers");
        return file == null
                ? ControllerAgreesTest.class.getResourceAsStream(DATA)
                : Files.newInputStream(Path.of(file));
    }

    private static List<Json> cases() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(data()), StandardCharsets.UTF_8))) {
            List<Json> cases = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                cases.add(Json.parse(line));
            }
            return cases;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
