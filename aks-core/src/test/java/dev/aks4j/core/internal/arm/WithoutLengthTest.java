package dev.aks4j.core.internal.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class WithoutLengthTest {

    private final List<HttpRequest> sent = new ArrayList<>();
    private final HttpClient client = new WithoutLength(request -> {
        sent.add(request);
        return Mono.empty();
    });

    @Test
    void theLengthGoesAndTheBodyStays() {
        client.send(put()).block();
        client.send(put(), Context.NONE).block();
        client.sendSync(put(), Context.NONE);
        assertThat(sent).hasSize(3).allSatisfy(request -> {
            assertThat(request.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH))
                    .isNull();
            assertThat(request.getHeaders().getValue(HttpHeaderName.CONTENT_TYPE))
                    .isEqualTo("application/json");
            assertThat(request.getBodyAsBinaryData().getLength()).isEqualTo(2);
        });
    }

    private static HttpRequest put() {
        HttpRequest request = new HttpRequest(HttpMethod.PUT, "https://management.azure.com/subscriptions/x")
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                .setBody("{}");
        assertThat(request.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH)).isEqualTo("2");
        return request;
    }
}
