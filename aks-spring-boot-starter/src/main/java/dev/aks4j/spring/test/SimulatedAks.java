package dev.aks4j.spring.test;

import dev.aks4j.core.model.Experimental;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Gives a Spring test a simulated Azure in the place of the real one: a bean {@link dev.aks4j.testkit.SimulatedAzure}, whose
 * subscription is the one that the application's configuration names, and with it the clients, whose time is virtual.
 * Credentials of the configuration are not used.
 *
 * <pre>{@code
 * @SpringBootTest
 * @SimulatedAks
 * class TenantsTest {
 *     @Test
 *     void tenantGetsACluster(@Autowired Tenants tenants, @Autowired SimulatedAzure azure) {
 *         tenants.provision("acme");
 *         assertThat(azure).hasCluster("acme");
 *     }
 * }
 * }</pre>
 *
 * <p>One simulated Azure has one subscription: an application that names several gets the first one by name simulated, and
 * the others are not found. Needs aks-testkit in test scope.
 */
@Experimental
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(SimulatedAksConfiguration.class)
public @interface SimulatedAks {}
