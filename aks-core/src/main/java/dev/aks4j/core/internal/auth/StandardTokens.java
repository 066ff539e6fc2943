package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.internal.model.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Chooses a credential by what the environment holds: the first that is configured, and the Azure CLI last. */
public final class StandardTokens implements TokenSource {

    private static final List<String> MANAGED_IDENTITY =
            List.of("IDENTITY_ENDPOINT", "MSI_ENDPOINT", "IMDS_ENDPOINT", "AZURE_POD_IDENTITY_AUTHORITY_HOST");

    private final Map<String, String> environment;
    private final TokenSource cli;
    private final List<String> passedOver = new ArrayList<>();
    private final TokenSource chosen;

    public StandardTokens(Map<String, String> environment, TokenSource cli) {
        this.environment = environment;
        this.cli = cli;
        this.chosen = choose();
    }

    @Override
    public String description() {
        return "the standard credential (" + chosen.description() + ")";
    }

    @Override
    public CompletionStage<AccessToken> acquire(String scope, Optional<String> claims, Surroundings surroundings) {
        CompletionStage<AccessToken> token;
        try {
            token = chosen.acquire(scope, claims, surroundings);
        } catch (RuntimeException e) {
            token = CompletableFuture.failedFuture(e);
        }
        return token.handle(this::explain).thenCompose(next -> next);
    }

    /** Says why this one was taken and what was passed over; what may pass by itself keeps its cause. */
    private CompletionStage<AccessToken> explain(AccessToken token, Throwable failure) {
        if (failure == null) {
            return CompletableFuture.completedFuture(token);
        }
        Throwable cause = Causes.of(failure);
        if (chosen != cli) {
            return CompletableFuture.failedFuture(
                    cause instanceof CredentialException
                            ? new CredentialException(cause.getMessage() + " " + why().orElseThrow(), cause)
                            : cause);
        }
        throw new CompletionException(new CredentialException(
                "No credential found. Tried: " + String.join("; ", passedOver) + "; the Azure CLI ("
                        + cause.getMessage() + ").",
                cause));
    }

    @Override
    public Optional<String> why() {
        return chosen == cli
                ? Optional.empty()
                : Optional.of(
                        "The standard credential took " + chosen.description() + " because the environment has it; "
                                + (passedOver.isEmpty()
                                        ? "it comes first."
                                        : "passed over: " + String.join("; ", passedOver) + "."));
    }

    private TokenSource choose() {
        List<String> workload = missing("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE");
        if (workload.isEmpty()) {
            return workloadIdentity(environment);
        }
        passedOver.add("workload identity (" + String.join(", ", workload) + " not set)");
        List<String> secret = missing("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET");
        if (secret.isEmpty()) {
            return ClientTokens.secret(
                    value("AZURE_TENANT_ID"), value("AZURE_CLIENT_ID"), value("AZURE_CLIENT_SECRET"));
        }
        passedOver.add("client secret (" + String.join(", ", secret) + " not set)");
        List<String> certificate = missing("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_CERTIFICATE_PATH");
        if (certificate.isEmpty()) {
            return ClientTokens.certificate(
                    value("AZURE_TENANT_ID"),
                    value("AZURE_CLIENT_ID"),
                    Path.of(value("AZURE_CLIENT_CERTIFICATE_PATH")),
                    Optional.of(value("AZURE_CLIENT_CERTIFICATE_PASSWORD")).filter(text -> !text.isEmpty()),
                    List.of("1", "true")
                            .contains(
                                    value("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN").toLowerCase(Locale.ROOT)));
        }
        passedOver.add("client certificate (" + String.join(", ", certificate) + " not set)");
        if (missing(MANAGED_IDENTITY.toArray(String[]::new)).size() < MANAGED_IDENTITY.size()) {
            return ManagedIdentityTokens.of(
                    Optional.of(value("AZURE_CLIENT_ID")).filter(id -> !id.isEmpty()));
        }
        passedOver.add("managed identity (none of " + String.join(", ", MANAGED_IDENTITY) + " set)");
        return cli;
    }

    /** The identity that a pod's projected service account token is exchanged for; the file is read each time. */
    public static TokenSource workloadIdentity(Map<String, String> environment) {
        for (String name : List.of("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE")) {
            if (environment.getOrDefault(name, "").isEmpty()) {
                throw new CredentialException("Workload identity needs the environment variable " + name
                        + "; label the pod azure.workload.identity/use=true and annotate its service account.");
            }
        }
        return federated(
                "workload identity",
                Known.in(environment, "AZURE_TENANT_ID"),
                Known.in(environment, "AZURE_CLIENT_ID"),
                Path.of(Known.in(environment, "AZURE_FEDERATED_TOKEN_FILE")));
    }

    /** An application that trusts the issuer of the token in a file, which is read each time. */
    public static TokenSource federated(String description, String tenant, String clientId, Path file) {
        return ClientTokens.assertion(description, tenant, clientId, () -> {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new CredentialException(
                        "The federated token file " + file + " cannot be read; check AZURE_FEDERATED_TOKEN_FILE.", e);
            }
        });
    }

    private List<String> missing(String... names) {
        return List.of(names).stream().filter(name -> value(name).isEmpty()).toList();
    }

    private String value(String name) {
        return environment.getOrDefault(name, "");
    }
}
