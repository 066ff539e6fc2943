package dev.aks4j.testkit;

import dev.aks4j.simulated.azure.log.RecordedRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** What a test claims about a simulated Azure. Got from AssertJ's {@code assertThat(azure)}. Not thread-safe. */
public final class AzureAssert extends AbstractAssert<AzureAssert, SimulatedAzure> {

    AzureAssert(SimulatedAzure actual) {
        super(actual, AzureAssert.class);
    }

    /** Claims that there is a cluster with a name, in whatever group. */
    public AzureAssert hasCluster(String name) {
        isNotNull();
        if (!actual.hasCluster(name)) {
            failWithMessage("Expected a cluster '%s', but the clusters are %s", name, actual.clusterNames());
        }
        return this;
    }

    /** Claims that there is no cluster with a name, in any group. */
    public AzureAssert hasNoCluster(String name) {
        isNotNull();
        if (actual.hasCluster(name)) {
            failWithMessage("Expected no cluster '%s', but there is one", name);
        }
        return this;
    }

    /** Claims that no operation is under way. */
    public AzureAssert hasNoUnfinishedOperations() {
        isNotNull();
        List<String> unfinished = actual.unfinishedOperations();
        if (!unfinished.isEmpty()) {
            failWithMessage("Expected no unfinished operations, but there are:%n  %s", String.join("\n  ", unfinished));
        }
        return this;
    }

    /**
     * Claims that a request was received.
     *
     * @param method the method, or {@code *} for any
     * @param pathPattern the path, in which {@code *} stands for text without a slash and {@code **} for any text
     */
    public AzureAssert received(String method, String pathPattern) {
        isNotNull();
        if (actual.requests().matching(method, pathPattern).isEmpty()) {
            failWithMessage("Expected a request %s %s, but received:%n%s", method, pathPattern, log());
        }
        return this;
    }

    /** Claims that a request was received so many times. */
    public AzureAssert received(String method, String pathPattern, int times) {
        isNotNull();
        int actually = actual.requests().matching(method, pathPattern).size();
        if (actually != times) {
            failWithMessage(
                    "Expected %s %s %d times, but it came %d times:%n%s", method, pathPattern, times, actually, log());
        }
        return this;
    }

    /** Claims that no request asked for a change. */
    public AzureAssert receivedNoWrite() {
        isNotNull();
        if (!actual.requests().writes().isEmpty()) {
            failWithMessage(
                    "Expected no write, but received:%n%s",
                    actual.requests().writes().stream()
                            .map(RecordedRequest::toString)
                            .collect(Collectors.joining("\n")));
        }
        return this;
    }

    private String log() {
        return actual.requests().all().stream().map(RecordedRequest::toString).collect(Collectors.joining("\n"));
    }
}
