package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.run.SecretSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Where a secret of a document comes from at the moment it is sent: the caller's source, or Azure, which lists it. */
final class SentSecret {

    private final ArmClient arm;
    private final SecretSource source;

    SentSecret(ArmClient arm, SecretSource source) {
        this.arm = arm;
        this.source = source;
    }

    /**
     * The text of a secret, and how it is written in the document.
     *
     * @param plain the secret
     * @param written the same, or its Base64
     */
    record Text(String plain, String written) {
        /** Returns what must not be told. */
        List<String> texts() {
            return Stream.of(plain, written).distinct().toList();
        }

        @Override
        public String toString() {
            return "(secret)";
        }
    }

    CompletionStage<Text> text(SecretValue secret) {
        Optional<SecretValue.Listed> listed = secret.listed();
        CompletionStage<String> text = listed.isPresent()
                ? FailureCauses.call(() -> list(listed.get()))
                : FailureCauses.call(() -> source.text(secret.plainName()));
        return text.thenApply(plain -> new Text(
                plain,
                secret.isBase64()
                        ? Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8))
                        : plain));
    }

    private CompletionStage<String> list(SecretValue.Listed listed) {
        ResourceId id = listed.id().inSubscription(arm.subscriptionId());
        return arm.send(ArmRequest.post(id, listed.action(), listed.apiVersion(), Json.missing())
                        .repeatSafe())
                .thenApply(answer -> {
                    Json found = answer.body().at(listed.pointer());
                    if (!found.isText() || found.asText().isEmpty()) {
                        throw new AksException("Azure's answer to " + listed.action() + " of " + id + " has no "
                                + listed.pointer() + ". Check that the resource has such a secret.");
                    }
                    return found.asText();
                });
    }
}
