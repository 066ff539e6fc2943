package dev.aks4j.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AksBuilderTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aMissingSubscriptionIsSaidWithWhereItIsHad(String subscription) {
        assertThatThrownBy(() -> Aks.builder(subscription))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("The subscription is missing (" + subscription + ")")
                .hasMessageContaining("AZURE_SUBSCRIPTION_ID");
    }
}
