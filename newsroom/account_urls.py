from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from newsroom.account_views import PasswordChangeView
from newsroom.api.token_views import revoke, tokens

urlpatterns = [
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", PasswordChangeView.as_view(), name="password_change"),
    path("tokens/", tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", revoke, name="token_revoke"),
]
