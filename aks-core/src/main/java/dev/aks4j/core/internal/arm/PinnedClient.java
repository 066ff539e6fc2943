package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.AksApiVersion;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Speaks an older version of the cluster API than the newest: whatever is asked of Microsoft.ContainerService in the newest
 * version goes out in this one, also what a ledger of another client wrote down. Other versions and other providers are
 * left alone, and so is what follows a URL of Azure. Thread-safe.
 */
public final class PinnedClient implements ArmClient {

    private static final Pattern OURS = Pattern.compile(
            "(/.*/providers/" + Pattern.quote(AksApiVersion.PROVIDER) + "/[^?]*\\?(?:.*&)?api-version="
                    + AksApiVersion.NEWEST.value() + ")((?:&.*)?)",
            Pattern.CASE_INSENSITIVE);

    private final ArmClient client;
    private final AksApiVersion version;

    PinnedClient(ArmClient client, AksApiVersion version) {
        this.client = client;
        this.version = version;
    }

    @Override
    public String subscriptionId() {
        return client.subscriptionId();
    }

    @Override
    public AksApiVersion apiVersion() {
        return version;
    }

    @Override
    public CompletionStage<ArmResponse> send(ArmRequest request) {
        var ours = OURS.matcher(request.target());
        if (!ours.matches()) {
            return client.send(request);
        }
        String newest = ours.group(1);
        String kept = newest.substring(
                0, newest.length() - AksApiVersion.NEWEST.value().length());
        return client.send(request.withTarget(kept + version + ours.group(2)));
    }
}
