package dev.aks4j.tests.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.tests.Jackson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever can be said of a resource, somebody else may have said it. A spec that does not say it takes the resource as it
 * is: nothing of it is a difference, and what of it is not ordinary is listed.
 */
class AdoptionTest {

    private static final Scope SCOPE =
            new Scope("00000000-0000-4000-8000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());

    /** What every spec of a kind has to say, so that another value is a difference; the rest is a default, or nothing. */
    private static final Pattern REQUIRED = Pattern.compile(
            "/properties/(kubernetesVersion|agentPoolProfiles/(system/(count|enableAutoScaling|minCount|maxCount)"
                    + "|(system|apps)/(vmSize|orchestratorVersion))|maintenanceWindow/schedule/.*|roles|permissions"
                    + "|addressSpace/addressPrefixes|subnets/\\w+/properties/addressPrefix(es)?"
                    + "|(a|aaaa|txt)Records|issuer|subject|shareQuota|diskSizeGB)"
                    + "|/(location|rules|subjects|roleRef/.*)"
                    // what an attributes class is for, and whose way in a class of secrets takes
                    + "|/parameters/(DiskIOPSReadWrite|provisionedIOPS)"
                    + "|/spec/(rules|parentRefs|from|to|gatewayClassName|addresses)"
                    + "|/metadata/annotations/alb.networking.azure.io~1.*"
                    // what an update run does, in which stages, and where the way of traffic leads
                    + "|/properties/(managedClusterUpdate/upgrade/.*|strategy/stages|subnet/id)"
                    + "|/spec/parameters/(objects|clientID|useVMManagedIdentity)");

    @Test
    void whatASpecDoesNotSayIsNoDifference() {
        List<String> wrong = new ArrayList<>();
        Vocabulary.all().forEach(part -> {
            ClusterSpec cluster = Vocabulary.clusterFor(part);
            Spec silent = part.spec(cluster, List.of());
            part.calls().forEach(call -> {
                Json live = foreign(Jackson.json(Said.document(part.spec(cluster, List.of(call)), SCOPE)));
                List<Difference> all = compare(silent, live).differences();
                boolean rotates = all.stream().anyMatch(each -> each.path().endsWith("/vmSize"));
                all.stream()
                        .filter(each -> !each.path().equals(Ownership.TAG_PATH)
                                && !each.path().equals(Ownership.LABEL_PATH))
                        .filter(each -> !REQUIRED.matcher(each.path()).matches())
                        // what the machines that are declared have not
                        .filter(each -> !(rotates && each.after().isMissing()))
                        .forEach(each -> wrong.add(part + " " + call + ": " + each));
            });
        });
        assertThat(wrong).isEmpty();
    }

    /** Returns a document as another tool has it: without our mark. */
    private static Json foreign(Json document) {
        return Documents.without(document, List.of(Ownership.TAG_PATH, Ownership.LABEL_PATH));
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static Comparison compare(Spec spec, Json live) {
        return ((ResourceKind<Spec>) spec.kind()).compare(spec, live, SCOPE);
    }
}
