package dev.aks4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/16",
                "/",
                "",
                " ",
                "10.0-3.0.0/16",
                "10.0.0.0-10.0.0.255",
                "10.0.*.0/16",
                "10.0.0.0/16 ",
                " 10.0.0.0/16",
                "fe80::%eth0/64",
                "fe80::/64%eth0",
                "fe80::1%1/128",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0.0/016",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "010.0.0.0/8",
                "0x0a.0.0.0/8",
                "10.0.0/8",
                "10/8",
                "167772160/8",
                "10.0.0.0/255.0.0.0",
                "1:2/16",
                ":::/16",
                "abc/8",
                "10.0.0.0/8/8",
                "10,0.0.0/8",
                "fd00::_/64",
                "[fd00::]/64",
                "\u0661\u0660.0.0.0/8"
            })
    void whatIsNoRangeIsRefusedWithItsFix(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isExactlyInstanceOf(AksException.class)
                .hasMessageContaining("\"" + text + "\" is not an address range. ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0/0", "10.0.0.0/31", "10.0.0.1/32", "::/0", "fd00::/127", "fd00::1/128", "::ffff:0:0/96"})
    void theBoundsAreRanges(String text) {
        assertThat(Cidr.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1%eth0", "10.0.0", "10.0.0.1-3", " 10.0.0.1", "10.0.0.1/32", "*", "", "010.0.0.1"})
    void whatIsNoAddressIsInNoRange(String text) {
        assertThat(Cidr.parse("0.0.0.0/0").containsAddress(text)).isFalse();
    }
}
