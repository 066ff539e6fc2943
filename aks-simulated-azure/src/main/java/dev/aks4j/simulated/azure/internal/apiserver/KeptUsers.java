package dev.aks4j.simulated.azure.internal.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.journal.Journal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.wire.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the journal which user a request's credential stands for, and is told so when the request is carried out again. */
final class KeptUsers implements Authenticator {

    private final Journal journal;
    private final Authenticator authenticator;

    KeptUsers(Journal journal, Authenticator authenticator) {
        this.journal = journal;
        this.authenticator = authenticator;
    }

    @Override
    public Optional<User> authenticate(Request request) {
        if (!journal.atWork()) {
            return authenticator.authenticate(request);
        }
        return journal.who("user", () -> authenticator.authenticate(request).map(KeptUsers::json))
                .map(KeptUsers::user);
    }

    private static ObjectNode json(User user) {
        ObjectNode json = AzureJson.object().put("name", user.name()).put("uid", user.uid());
        json.set("groups", AzureJson.of(user.groups()));
        json.set("extra", AzureJson.of(user.extra()));
        return json;
    }

    private static User user(ObjectNode json) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        json.path("extra").properties().forEach(each -> extra.put(each.getKey(), texts(each.getValue())));
        return new User(json.path("name").asText(), json.path("uid").asText(), texts(json.path("groups")), extra);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
