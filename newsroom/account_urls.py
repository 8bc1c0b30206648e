from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from newsroom.account_views import PasswordChangeView

urlpatterns = [
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", PasswordChangeView.as_view(), name="password_change"),
]
