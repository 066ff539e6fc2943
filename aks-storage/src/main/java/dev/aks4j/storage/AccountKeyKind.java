package dev.aks4j.storage;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans and writes a secret with an account's key, which Azure lists when the secret is sent. */
final class AccountKeyKind extends KubernetesKind<PlacedAccountKey> {

    static final AccountKeyKind INSTANCE = new AccountKeyKind();
    static final String API_VERSION = "v1";

    /** Says of when the key is: with it a plan sees that a key was renewed, without reading it. */
    static final String CREATED = "aks4j.dev/key-created";

    private AccountKeyKind() {}

    @Override
    public String name() {
        return "accountKey";
    }

    @Override
    public String apiVersion() {
        return API_VERSION;
    }

    @Override
    public String summary(PlacedAccountKey spec) {
        return "key " + spec.key().key() + " of " + spec.key().account().name();
    }

    @Override
    public List<Problem> check(PlacedAccountKey spec, Scope scope) {
        return Parameters.placed("accountKeys." + spec.key().name(), Rule.all(AccountKeyRules.ALL, spec.key()));
    }

    @Override
    public Set<Address> requires(PlacedAccountKey spec) {
        return new HashSet<>(Set.of(Address.azure(spec.key().account().id())));
    }

    @Override
    protected Json manifest(PlacedAccountKey spec, Scope scope) {
        AccountKeySpec key = spec.key();
        ResourceId account = scope.id(key.account().id());
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", API_VERSION).put("kind", "Secret");
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", key.name()).put("namespace", key.namespace());
        metadata.putObject("labels").put(Ownership.LABEL, Ownership.VALUE);
        metadata.putObject("annotations")
                .put(
                        CREATED,
                        new LateValue(
                                        account,
                                        StorageAccountSpec.API_VERSION,
                                        "/properties/keyCreationTime/key" + key.key())
                                .toJson());
        manifest.put("type", "Opaque");
        Json.ObjectBuilder data = manifest.putObject("data");
        data.put(
                "azurestorageaccountname",
                Base64.getEncoder().encodeToString(key.account().name().getBytes(StandardCharsets.UTF_8)));
        data.put(
                "azurestorageaccountkey",
                SecretValue.listed(
                                account,
                                "listKeys",
                                StorageAccountSpec.API_VERSION,
                                "/keys/" + (key.key() - 1) + "/value")
                        .base64()
                        .toJson());
        return manifest.build();
    }

    @Override
    protected Optional<Difference> judge(PlacedAccountKey spec, Difference difference, Json live) {
        return Optional.of(
                difference.path().equals("/type")
                        ? difference.with(Change.RECREATE, "the type of a secret cannot change")
                        : difference);
    }
}
