package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpRequest;

/** How a request is named in logs and messages: verb, host and path; never a query, because status URLs are signed. */
public final class Redaction {

    private Redaction() {}

    static String of(HttpRequest request) {
        return request.getHttpMethod() + " " + request.getUrl().getHost()
                + request.getUrl().getPath();
    }
}
