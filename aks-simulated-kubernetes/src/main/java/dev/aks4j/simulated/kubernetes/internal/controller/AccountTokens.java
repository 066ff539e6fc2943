package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.auth.TokenIssuer;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Fills secrets of type {@code kubernetes.io/service-account-token} with a token of the account that they name, and
 * deletes those whose account is gone. Used under the simulator's lock.
 */
final class AccountTokens implements Controller {

    private static final String NAME = "kube-controller-manager";
    private static final String TYPE = "kubernetes.io/service-account-token";
    private static final String ACCOUNT = "kubernetes.io/service-account.name";
    private static final String UID = "kubernetes.io/service-account.uid";

    /** Such tokens have no end; this is as long as a simulated cluster lives. */
    private static final Duration LIFETIME = Duration.ofDays(3650);

    private final ClusterObjects cluster;
    private final TokenIssuer issuer;

    AccountTokens(ClusterObjects cluster, TokenIssuer issuer) {
        this.cluster = cluster;
        this.issuer = issuer;
    }

    @Override
    public void changed(StoreChange change) {
        boolean deleted = change.kind() == StoreChange.Kind.DELETED;
        if (change.key().storage().equals("secrets") && !deleted) {
            look(change.after().json());
        } else if (change.key().storage().equals("serviceaccounts") && change.kind() != StoreChange.Kind.MODIFIED) {
            cluster.list("secrets", change.key().namespace()).stream()
                    .filter(secret -> account(secret).equals(change.key().name()))
                    .forEach(this::look);
        }
    }

    private static String account(ObjectNode secret) {
        return KubeJson.text(secret, "type").equals(TYPE)
                ? KubeJson.text(secret, "metadata", "annotations", ACCOUNT)
                : "";
    }

    private void look(ObjectNode secret) {
        String name = account(secret);
        if (name.isEmpty() || ControllerObjects.isDeleting(secret)) {
            return;
        }
        String namespace = KubeJson.text(secret, "metadata", "namespace");
        String wanted = KubeJson.text(secret, "metadata", "annotations", UID);
        Optional<ObjectNode> account = cluster.find("serviceaccounts", namespace, name);
        if (account.isEmpty() || !wanted.isEmpty() && !wanted.equals(KubeJson.text(account.get(), "metadata", "uid"))) {
            cluster.registry().remove(secret, Deletion.Options.BACKGROUND, NAME);
            return;
        }
        if (secret.path("data").has("token")) {
            return;
        }
        String uid = KubeJson.text(account.get(), "metadata", "uid");
        String token = issuer.issue(new TokenIssuer.Account(namespace, name, uid), List.of(), LIFETIME)
                .text();
        cluster.registry().modify(secret, NAME, live -> {
            KubeJson.make(live, "metadata", "annotations").put(UID, uid);
            ObjectNode data = KubeJson.make(live, "data");
            put(data, "ca.crt", cluster.state().settings().certificateAuthority());
            put(data, "namespace", namespace);
            put(data, "token", token);
        });
    }

    private static void put(ObjectNode data, String key, String text) {
        data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }
}
