from django.contrib.auth import views as auth_views
from django.contrib.messages.views import SuccessMessageMixin
from django.urls import reverse_lazy


class PasswordChangeView(SuccessMessageMixin, auth_views.PasswordChangeView):
    template_name = "registration/password.html"
    success_url = reverse_lazy("home")
    success_message = "Your password is changed. Everywhere else you were signed in, you are signed out."
