package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import java.util.Optional;

/**
 * What a rule of a route does to requests and answers.
 *
 * @param type Kubernetes' name
 * @param body what it does
 */
record HttpFilter(String type, Json body) {

    static final String REDIRECT = "RequestRedirect";
    static final String REWRITE = "URLRewrite";

    private static String key(String type) {
        return type.equals(REWRITE) ? "urlRewrite" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }

    Json toJson() {
        return Json.object().put("type", type).put(key(type), body).build();
    }

    /** Returns what takes the place of the prefix of the path, if the filter says that. */
    Optional<String> prefixReplacement() {
        Json path = body.at("/path/replacePrefixMatch");
        return path.isMissing() ? Optional.empty() : Optional.of(path.asText());
    }
}
