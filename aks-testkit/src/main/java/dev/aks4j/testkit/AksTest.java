package dev.aks4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test method of a JUnit class an Azure of its own: parameters of type {@link SimulatedAzure} and {@link
 * dev.aks4j.core.Aks} are injected, signed in as the default application, on virtual time. A test that leaves an
 * operation unfinished fails, unless it says {@link LeavesOperations}; so does one that planned a fault which never
 * happened.
 *
 * <pre>{@code
 * @AksTest
 * class ProvisionerTest {
 *     @Test
 *     void quotaIsReported(Aks aks, SimulatedAzure azure) {
 *         azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 8);
 *         ...
 *         assertThat(azure).hasNoCluster("acme").hasNoUnfinishedOperations();
 *     }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AksExtension.class)
public @interface AksTest {

    /** Returns the seed of everything that Azure makes up. */
    long seed() default 4;
}
