package dev.aks4j.spring;

import dev.aks4j.core.Aks;
import dev.aks4j.core.AksClients;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.AksException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Registers a bean for each subscription of the configuration, qualified with its name. */
final class SubscriptionBeans implements ImportBeanDefinitionRegistrar, EnvironmentAware, BeanFactoryAware {

    private Environment environment;
    private BeanFactory beans;

    @Override
    public void setEnvironment(Environment value) {
        environment = value;
    }

    @Override
    public void setBeanFactory(BeanFactory value) {
        beans = value;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Map<String, AksProperties.Subscription> subscriptions = Binder.get(environment)
                .bind("aks4j.subscriptions", Bindable.mapOf(String.class, AksProperties.Subscription.class))
                .orElse(Map.of());
        check(subscriptions);
        RootBeanDefinition names = new RootBeanDefinition(SubscriptionNames.class);
        names.setInstanceSupplier(() -> new SubscriptionNames(
                subscriptions, beans.getBeanProvider(AksCredential.class).getIfAvailable() != null));
        registry.registerBeanDefinition("aksSubscriptionNames", names);
        subscriptions.keySet().forEach(name -> {
            RootBeanDefinition client = new RootBeanDefinition(Aks.class);
            client.setInstanceSupplier(
                    () -> beans.getBean(SubscriptionNames.class).client(beans.getBean(AksClients.class), name));
            client.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
            client.setPrimary(subscriptions.size() == 1);
            client.setLazyInit(true);
            // All clients are closed together.
            client.setDestroyMethodName("");
            registry.registerBeanDefinition(subscriptions.size() == 1 ? "aks" : "aks." + name, client);
        });
    }

    private static void check(Map<String, AksProperties.Subscription> subscriptions) {
        String wrong = subscriptions.entrySet().stream()
                .flatMap(one -> problems("aks4j.subscriptions." + one.getKey(), one.getValue()))
                .sorted()
                .collect(Collectors.joining("\n  "));
        if (!wrong.isEmpty()) {
            throw new AksException("The configuration of aks4j is not complete:\n  " + wrong);
        }
    }

    private static Stream<String> problems(String at, AksProperties.Subscription one) {
        Stream.Builder<String> problems = Stream.builder();
        if (one.id().isBlank()) {
            problems.add(at + ".id is missing. Set the subscription's GUID; az account show --query id prints it.");
        }
        boolean all = !one.tenantId().isEmpty()
                && !one.clientId().isEmpty()
                && !one.clientSecret().isEmpty();
        boolean none = one.tenantId().isEmpty()
                && one.clientId().isEmpty()
                && one.clientSecret().isEmpty();
        if (!all && !none) {
            problems.add(at + " has only some of tenant-id, client-id and client-secret. Set all three, or none for the"
                    + " application's own credential.");
        }
        return problems.build();
    }
}
